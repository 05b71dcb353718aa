package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Rows of cells under each other, with headings between them; the first column labels the row. */
final class Table {
    private final List<List<Cell>> rows = new ArrayList<>();
    private int columns;

    /** Every row has as many cells as the first. */
    Table row(List<Cell> cells) {
        requireNonNull(cells, "cells is null");
        if (columns == 0) {
            columns = cells.size();
        } else if (columns != cells.size()) {
            throw new IllegalArgumentException(cells.size() + " cells under " + columns);
        }
        rows.add(Collections.unmodifiableList(new ArrayList<>(cells)));
        return this;
    }

    /** A line of its own, however wide; empty for a gap. */
    Table heading(String text) {
        rows.add(Collections.singletonList(Cell.heading(text)));
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
        int[] widths = new int[columns];
        for (List<Cell> row : rows) {
            for (int column = 0; column < row.size(); column++) {
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
        for (int column = from; column < Math.min(to, row.size()); column++) {
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
