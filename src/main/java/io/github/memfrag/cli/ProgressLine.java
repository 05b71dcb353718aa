package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.relief.ReliefListener;
import io.github.memfrag.relief.helper.ReliefStep;
import java.io.Closeable;
import java.util.concurrent.TimeUnit;

/**
 * Shows what the kernel is at and for how long, on standard error: on a terminal one line that is written over and goes away in the
 * end, else a line per step.
 */
final class ProgressLine implements ReliefListener, Closeable {
    private static final long TICK_MILLIS = 200;
    private static final long INTERRUPTION_MILLIS = 1000;
    private static final String CLEAR = "\r\u001b[K";

    private final Terminal terminal;
    private final boolean live;
    private final Thread interruption = new Thread(this::interrupted, "memfrag-interruption");
    private String step = "";
    private long sinceNanos;
    private boolean closed;

    private ProgressLine(Terminal terminal) {
        this.terminal = requireNonNull(terminal, "terminal is null");
        this.live = terminal.live();
    }

    static ProgressLine start(Terminal terminal) {
        ProgressLine line = new ProgressLine(terminal);
        Runtime.getRuntime().addShutdownHook(line.interruption);
        if (line.live) {
            Thread ticker = new Thread(line::tick, "memfrag-progress");
            ticker.setDaemon(true);
            ticker.setContextClassLoader(ProgressLine.class.getClassLoader());
            ticker.start();
        }
        return line;
    }

    @Override
    public synchronized void stepStarted(long id, String name) {
        step = name;
        sinceNanos = System.nanoTime();
        if (live) {
            show();
        } else {
            terminal.say(name + " " + terminal.style().ellipsis());
        }
    }

    @Override
    public void stepEnded(long id, ReliefStep ended) {
        if (live && !ended.done()) {
            awaitInterruption();
        }
        synchronized (this) {
            step = "";
            if (!live) {
                terminal.say(ended.name() + ": " + (ended.done() ? Quantity.seconds(ended.durationMillis()) : ended.message()));
            }
        }
    }

    /**
     * Ctrl-C reaches the child and this process alike, and the child may be the first to end: then no further step may begin, and
     * no report of a relief that was cut off be printed, until it is clear that nobody pressed it.
     */
    private void awaitInterruption() {
        sleep(INTERRUPTION_MILLIS);
        if (isClosed()) {
            sleep(Long.MAX_VALUE); // The process is ending.
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private void tick() {
        while (!isClosed() && sleep(TICK_MILLIS)) {
            show();
        }
    }

    private synchronized void show() {
        if (!closed && !step.isEmpty()) {
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - sinceNanos);
            write(CLEAR + step + " " + terminal.style().ellipsis() + " " + seconds + " s");
        }
    }

    /** Ctrl-C ends this process. The children get the signal too, but the kernel finishes what it is at. */
    private synchronized void interrupted() {
        if (!closed) {
            clear();
            terminal.say("interrupted" + (step.isEmpty() ? "" : " at " + step + ", which the kernel may still be at"));
            closed = true;
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(interruption);
        } catch (IllegalStateException e) {
            sleep(Long.MAX_VALUE); // The process is ending: what would follow is of no use any more.
        }
        synchronized (this) {
            closed = true;
            clear();
        }
    }

    private void clear() {
        if (live) {
            write(CLEAR);
        }
    }

    private void write(String text) {
        terminal.err().print(text);
        terminal.err().flush();
    }

    /** @return false when the thread was interrupted */
    private static boolean sleep(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
