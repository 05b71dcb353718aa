package io.github.memfrag.kernel.log;

import java.nio.channels.ClosedByInterruptException;
import java.util.function.BooleanSupplier;

/** A source followed on a thread of its own until closed. */
final class Following extends HeardRecords implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 60_000;

    private final Thread thread;
    private volatile Exception end;

    Following(LogSource source) {
        thread = new Thread(() -> {
            try {
                source.follow(this);
                end = new IllegalStateException("ended");
            } catch (Exception e) {
                end = e;
            }
        }, "test-following");
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits until something holds; fails when it does not within a minute. */
    Following await(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("no " + what + " among " + records.size() + " records; ended by " + end);
            }
            Thread.sleep(10);
        }
        return this;
    }

    Following awaitRecords(int count) throws InterruptedException {
        return await(count + " records", () -> records.size() >= count);
    }

    /** Waits for it to end by itself, and returns why it did. */
    Exception awaitEnd() throws InterruptedException {
        await("end", () -> end != null);
        return end;
    }

    /** Interrupts it; fails when it does not end then, and by that. */
    void interrupt() throws InterruptedException {
        thread.interrupt();
        Exception reason = awaitEnd();
        thread.join();
        if (!(reason instanceof InterruptedException || reason instanceof ClosedByInterruptException)) {
            throw new AssertionError("ended by something else", reason);
        }
    }

    @Override
    public void close() throws InterruptedException {
        interrupt();
    }
}
