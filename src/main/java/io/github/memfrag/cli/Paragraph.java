package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Running text in lines of a bearable length. */
final class Paragraph {
    /** Longer lines are hard to read, however wide the terminal. */
    private static final int MAX_COLUMNS = 100;

    /** A number and its unit stay together. */
    private static final Pattern SPACE = Pattern.compile(" (?!%|([KMGTPE]i)?B\\b|s\\b)");

    private Paragraph() {}

    static List<String> wrap(String text, int columns) {
        requireNonNull(text, "text is null");
        return wrap(Arrays.asList(SPACE.split(text)), columns);
    }

    /** A list with commas; no item is torn apart. */
    static List<String> wrapItems(List<String> items, int columns) {
        requireNonNull(items, "items is null");
        List<String> words = new ArrayList<>(items);
        for (int i = 0; i < words.size() - 1; i++) {
            words.set(i, words.get(i) + ",");
        }
        return wrap(words, columns);
    }

    private static List<String> wrap(List<String> words, int columns) {
        int max = Math.min(columns, MAX_COLUMNS);
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : words) {
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
