package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** What somebody may have meant who wrote a name that does not exist. */
final class Suggestion {
    private final List<String> names;

    Suggestion(Collection<String> names) {
        this.names = Collections.unmodifiableList(new ArrayList<>(names));
    }

    /** {@code did you mean X?} when a name is near, else all names. */
    String insteadOf(String written) {
        requireNonNull(written, "written is null");
        // A third of the letters may be wrong: beyond that a guess misleads more than it helps.
        int bearable = Math.max(1, written.length() / 3);
        return names.stream()
                .filter(name -> !written.isEmpty() && name.startsWith(written) || distance(name, written) <= bearable)
                .min(Comparator.comparingInt(name -> distance(name, written)))
                .map(name -> "did you mean " + name + "?")
                .orElse("there are " + String.join(", ", names));
    }

    /** Levenshtein's: letters to insert, remove or replace. */
    private static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[b.length()];
    }
}
