package io.github.memfrag.relief;

/** How a relief ended. Whether it helped is told by its effect. */
public enum ReliefOutcome {
    /** The kernel took every write that was to be made. */
    DONE,
    /** The host is well at that order, or short of memory, where no relief helps: the kernel was asked for nothing. */
    NOTHING_TO_DO,
    /** The kernel refused a write, or the helper failed. */
    FAILED,
    /** Nobody waited any longer; the kernel may still be at it. */
    UNFINISHED,
    /** Cancelled between two steps, or the agent was stopped. */
    CANCELLED,
    /** It was started and could not begin: another relief runs on this host, say. */
    REFUSED,
    /** A note: the agent would have begun it by itself, had it not only been told to observe. */
    OBSERVED,
    /** A note: the agent would have begun it by itself, and something held it back. */
    HELD_BACK;

    /** Whether nobody asked for anything: the report only says what the agent has considered. */
    public boolean isNote() {
        return this == OBSERVED || this == HELD_BACK;
    }
}
