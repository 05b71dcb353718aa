package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Rows of cells under each other; the first column labels the row. */
final class Table {
    private final List<List<Cell>> rows = new ArrayList<>();

    /** Every row has as many cells as the first. */
    Table row(List<Cell> cells) {
        requireNonNull(cells, "cells is null");
        if (!rows.isEmpty() && rows.get(0).size() != cells.size()) {
            throw new IllegalArgumentException(cells.size() + " cells under " + rows.get(0).size());
        }
        rows.add(Collections.unmodifiableList(new ArrayList<>(cells)));
        return this;
    }

    Table row(Cell... cells) {
        return row(Arrays.asList(cells));
    }

    /**
     * The lines. Columns stand two spaces apart; one where that is too wide; and where one line cannot hold them all, the table
     * goes on below with the labels said again.
     *
     * @param columns how many characters a line may have
     */
    List<String> lines(int columns) {
        if (rows.isEmpty()) {
            return Collections.emptyList();
        }
        int[] widths = widths();
        int gap = width(widths, 2) <= columns ? 2 : 1;
        List<String> lines = new ArrayList<>();
        int from = 1;
        do {
            int to = from;
            int used = widths[0];
            while (to < widths.length && (to == from || used + gap + widths[to] <= columns)) {
                used += gap + widths[to++];
            }
            if (!lines.isEmpty()) {
                lines.add("");
            }
            for (List<Cell> row : rows) {
                lines.add(line(row, widths, from, to, gap));
            }
            from = to;
        } while (from < widths.length);
        return lines;
    }

    private int[] widths() {
        int[] widths = new int[rows.get(0).size()];
        for (List<Cell> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).width());
            }
        }
        return widths;
    }

    private static int width(int[] widths, int gap) {
        return Arrays.stream(widths).sum() + gap * (widths.length - 1);
    }

    private static String line(List<Cell> row, int[] widths, int from, int to, int gap) {
        StringBuilder line = new StringBuilder(row.get(0).draw(widths[0]));
        for (int column = from; column < to; column++) {
            line.append(Cell.repeat(' ', gap)).append(row.get(column).draw(widths[column]));
        }
        // What a terminal wraps although nothing is to be seen looks broken.
        int end = line.length();
        while (end > 0 && line.charAt(end - 1) == ' ') {
            end--;
        }
        return line.substring(0, end);
    }
}
