package io.github.memfrag.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A terminal that keeps what is printed. */
final class TestTerminal {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Terminal terminal;

    private TestTerminal(boolean live) {
        terminal = new Terminal(stream(out), stream(err), Style.of(false, true), 100, 0, live);
    }

    /** As when both outputs go to files: no colour, nothing written over. */
    static TestTerminal plain() {
        return new TestTerminal(false);
    }

    /** As a terminal whose lines can be written over. */
    static TestTerminal live() {
        return new TestTerminal(true);
    }

    Terminal terminal() {
        return terminal;
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
