package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;

import java.nio.charset.Charset;
import java.util.Map;

/** How text may look where it is going: with colour or without, with bars and typographic signs or in plain ASCII. */
final class Style {
    private static final String ESCAPE = "\u001b[";
    private static final String RESET = ESCAPE + "0m";
    private static final String SIGNS = "▁▂▃▄▅▆▇█·→−…";

    private final boolean colour;
    private final boolean unicode;

    private Style(boolean colour, boolean unicode) {
        this.colour = colour;
        this.unicode = unicode;
    }

    static Style of(boolean colour, boolean unicode) {
        return new Style(colour, unicode);
    }

    /**
     * What suits an output.
     *
     * @param terminal whether it is a terminal
     * @param environment the process's environment; NO_COLOR as no-color.org has it
     */
    static Style suited(boolean terminal, Charset charset, Map<String, String> environment) {
        requireNonNull(charset, "charset is null");
        requireNonNull(environment, "environment is null");
        String term = environment.getOrDefault("TERM", "dumb");
        boolean colour = terminal && !term.equals("dumb") && environment.getOrDefault("NO_COLOR", "").isEmpty();
        // The fonts of the Linux console lack most of the bars; it is where one stands when nothing else answers.
        boolean unicode = charset.canEncode() && charset.newEncoder().canEncode(SIGNS) && !(terminal && term.equals("linux"));
        return new Style(colour, unicode);
    }

    Style withColour(boolean wanted) {
        return new Style(wanted, unicode);
    }

    boolean unicode() {
        return unicode;
    }

    String bold(String text) {
        return sgr("1", text);
    }

    /** Less prominent. */
    String dim(String text) {
        return sgr("2", text);
    }

    String red(String text) {
        return sgr("31", text);
    }

    String green(String text) {
        return sgr("32", text);
    }

    String yellow(String text) {
        return sgr("33", text);
    }

    /** Between facts in one line. */
    String separator() {
        return unicode ? " · " : " - ";
    }

    String arrow() {
        return unicode ? "→" : "->";
    }

    String minus() {
        return unicode ? "−" : "-";
    }

    String ellipsis() {
        return unicode ? "…" : "...";
    }

    private String sgr(String code, String text) {
        return colour && !text.trim().isEmpty() ? ESCAPE + code + "m" + text + RESET : text;
    }
}
