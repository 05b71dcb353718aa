package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.relief.ReliefProgress;
import io.github.memfrag.relief.ReliefStep;
import java.io.Closeable;
import java.util.concurrent.TimeUnit;

/**
 * Shows what the kernel is at and for how long, on standard error: on a terminal one line that is written over and goes away in the
 * end, else a line per step.
 */
final class ProgressLine implements ReliefProgress, Closeable {
    private static final long TICK_MILLIS = 200;
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
    public synchronized void stepStarted(String name) {
        step = name;
        sinceNanos = System.nanoTime();
        if (live) {
            show();
        } else {
            terminal.say(name + " " + terminal.style().ellipsis());
        }
    }

    @Override
    public synchronized void stepEnded(ReliefStep ended) {
        // What did not end well stays in mind: Ctrl-C reaches the child a moment before us.
        step = ended.done() ? "" : step;
        if (!live) {
            terminal.say(ended.name() + ": " + (ended.done() ? Quantity.seconds(ended.durationMillis()) : ended.message()));
        }
    }

    private void tick() {
        try {
            while (true) {
                TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
                synchronized (this) {
                    if (closed) {
                        return;
                    }
                    show();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void show() {
        if (!step.isEmpty()) {
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
            awaitEnd();
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

    /** The process ends at this moment: a report of a relief that was cut off would only confuse. */
    private static void awaitEnd() {
        try {
            TimeUnit.DAYS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
