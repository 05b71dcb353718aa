package io.github.memfrag.relief.helper;

import static java.util.Objects.requireNonNull;

/** One step of a relief, and how it ended. */
public final class ReliefStep {
    /** How a step ended. */
    public enum Outcome {
        /** The kernel took it and returned success. Whether it did anything is told by the counters. */
        DONE,
        /** It was refused or broke off; the message says why. */
        FAILED,
        /** Nobody waited any longer; the kernel may still be at it. */
        TIMED_OUT,
        /** The thread that waited was interrupted; the kernel may still be at it. */
        INTERRUPTED
    }

    private final String name;
    private final long durationMillis;
    private final Outcome outcome;
    private final String message;

    public ReliefStep(String name, long durationMillis, Outcome outcome, String message) {
        this.name = requireNonNull(name, "name is null");
        this.durationMillis = durationMillis;
        this.outcome = requireNonNull(outcome, "outcome is null");
        this.message = requireNonNull(message, "message is null");
    }

    /** {@code sync}, {@code drop_caches 3}, {@code compact_memory}, {@code node1/compact}. */
    public String name() {
        return name;
    }

    public long durationMillis() {
        return durationMillis;
    }

    public Outcome outcome() {
        return outcome;
    }

    public boolean done() {
        return outcome == Outcome.DONE;
    }

    /** Why it did not end well, for people; empty when it did. */
    public String message() {
        return message;
    }
}
