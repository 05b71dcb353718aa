package io.github.memfrag.relief;

import java.time.Instant;
import java.util.Optional;

/** One relief at a time in this JVM, and what it is at. Over the whole host the helper keeps the order. */
final class ReliefGuard {
    private long lastId;
    private RunningRelief running;

    /**
     * @param way null where none is taken
     * @throws IllegalStateException when another relief runs
     */
    synchronized RunningRelief begin(ReliefOperation operation, String requestedBy, String way) {
        if (running != null) {
            throw new IllegalStateException("one relief at a time: " + running.operation() + ", requested by "
                    + running.requestedBy() + ", runs since " + Instant.ofEpochMilli(running.startEpochMillis()));
        }
        running = new RunningRelief(++lastId, operation, requestedBy, way, System.currentTimeMillis(), "");
        return running;
    }

    /** @param step empty between the steps */
    synchronized void step(String step) {
        running = running.at(step);
    }

    synchronized void end() {
        running = null;
    }

    synchronized Optional<RunningRelief> running() {
        return Optional.ofNullable(running);
    }
}
