package io.github.memfrag.relief;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One relief at a time in this JVM. A write that the kernel still works on when its relief has ended keeps the next one out,
 * too; a sync does not, since a disk that hangs must not prevent the cure.
 */
final class ReliefGuard {
    private RunningRelief running;
    private final List<HelperChild> unfinished = new ArrayList<>();

    /** @throws IllegalStateException when another relief runs, or the kernel still works on an earlier one's write */
    synchronized void begin(RunningRelief relief) {
        requireNonNull(relief, "relief is null");
        if (running != null) {
            throw new IllegalStateException("one relief at a time: " + running.operation() + ", requested by "
                    + running.requestedBy() + ", runs since " + Instant.ofEpochMilli(running.startEpochMillis()));
        }
        unfinished.removeIf(child -> !child.isAlive());
        unfinished.stream().filter(child -> child.command() != HelperCommand.SYNC).findFirst().ifPresent(child -> {
            throw new IllegalStateException("one relief at a time: the kernel still works on " + child.command().title()
                    + " of " + Instant.ofEpochMilli(child.startEpochMillis()));
        });
        running = relief;
    }

    /** @param step empty between the steps */
    synchronized void step(String step) {
        running = running.at(step);
    }

    /** Remembers a child that nobody waits for any longer. */
    synchronized void leave(HelperChild child) {
        unfinished.add(requireNonNull(child, "child is null"));
    }

    synchronized void end() {
        running = null;
    }

    synchronized Optional<RunningRelief> running() {
        return Optional.ofNullable(running);
    }

    synchronized Optional<HelperChild> unfinishedSync() {
        return unfinished.stream().filter(child -> child.command() == HelperCommand.SYNC && child.isAlive()).findFirst();
    }
}
