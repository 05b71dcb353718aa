package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;

import java.io.PrintStream;

/** Where a command prints to: what was asked for goes to {@code out}, what went wrong and progress to {@code err}. */
final class Terminal {
    private final PrintStream out;
    private final PrintStream err;
    private final Style style;
    private final int columns;
    private final int rows;
    private final boolean live;

    /**
     * @param columns how many characters a line holds
     * @param rows how many lines {@code out} shows at once; 0 where it is no screen that can be drawn on
     * @param live whether {@code err} is a terminal on which a line can be written over
     */
    Terminal(PrintStream out, PrintStream err, Style style, int columns, int rows, boolean live) {
        this.out = requireNonNull(out, "out is null");
        this.err = requireNonNull(err, "err is null");
        this.style = requireNonNull(style, "style is null");
        this.columns = columns;
        this.rows = rows;
        this.live = live;
    }

    Terminal withColour(boolean wanted) {
        return new Terminal(out, err, style.withColour(wanted), columns, rows, live);
    }

    PrintStream out() {
        return out;
    }

    PrintStream err() {
        return err;
    }

    /** A line that is not what was asked for: a problem, or what goes on. */
    void say(String line) {
        err.println("memfrag-agent: " + requireNonNull(line, "line is null"));
    }

    Style style() {
        return style;
    }

    int columns() {
        return columns;
    }

    int rows() {
        return rows;
    }

    boolean live() {
        return live;
    }
}
