package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;

import java.io.Closeable;
import java.util.List;

/**
 * A terminal's second screen, drawn upon from its upper left corner. What was on the terminal comes back in the end, also when
 * Ctrl-C ends the process. The sequences are xterm's, which all terminals of today understand
 * (https://invisible-island.net/xterm/ctlseqs/ctlseqs.html).
 */
final class AlternateScreen implements Closeable {
    private static final String CSI = "\u001b[";
    /** The second screen, no cursor, and no lines that wrap after the window was made narrower. */
    private static final String ENTER = CSI + "?1049h" + CSI + "?25l" + CSI + "?7l";
    private static final String LEAVE = CSI + "?7h" + CSI + "?25h" + CSI + "?1049l";
    private static final String HOME = CSI + "H";
    private static final String CLEAR_LINE = CSI + "K";
    private static final String CLEAR_BELOW = CSI + "J";

    private final Terminal terminal;
    private final Thread interruption = new Thread(this::leave, "memfrag-interruption");
    private boolean left;

    private AlternateScreen(Terminal terminal) {
        this.terminal = requireNonNull(terminal, "terminal is null");
    }

    static AlternateScreen enter(Terminal terminal) {
        AlternateScreen screen = new AlternateScreen(terminal);
        Runtime.getRuntime().addShutdownHook(screen.interruption);
        screen.write(ENTER);
        return screen;
    }

    /** Lines that do not fit below are left out. */
    synchronized void draw(List<String> lines) {
        if (left) {
            return;
        }
        // Written over, not cleared first: it would flicker.
        write(HOME + String.join(CLEAR_LINE + "\r\n", lines.subList(0, Math.min(lines.size(), terminal.rows())))
                + CLEAR_LINE + CLEAR_BELOW);
    }

    private synchronized void leave() {
        if (!left) {
            left = true;
            write(LEAVE);
        }
    }

    @Override
    public void close() {
        leave();
        try {
            Runtime.getRuntime().removeShutdownHook(interruption);
        } catch (IllegalStateException e) {
            // The process is ending, and the hook finds nothing to do.
        }
    }

    private void write(String text) {
        terminal.out().print(text);
        terminal.out().flush();
    }
}
