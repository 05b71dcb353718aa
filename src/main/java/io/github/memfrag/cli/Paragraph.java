package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/** Running text in lines of a bearable length. */
final class Paragraph {
    /** Longer lines are hard to read, however wide the terminal. */
    private static final int MAX_COLUMNS = 100;

    private Paragraph() {}

    static List<String> wrap(String text, int columns) {
        requireNonNull(text, "text is null");
        int max = Math.min(columns, MAX_COLUMNS);
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (line.length() > 0 && line.length() + 1 + word.length() > max) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() > 0 ? " " : "").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
