package io.github.memfrag.relief.autopilot;

/** When a ladder ended, who climbed it, how far, and whether it helped. */
final class PastRun {
    private final long endEpochMillis;
    private final boolean automatic;
    private final boolean dropped;
    private final boolean helped;

    /**
     * @param automatic whether the agent ran it by itself, or would have
     * @param dropped whether it went as far as dropping caches
     * @param helped whether the watched zones had recovered at its end
     */
    PastRun(long endEpochMillis, boolean automatic, boolean dropped, boolean helped) {
        this.endEpochMillis = endEpochMillis;
        this.automatic = automatic;
        this.dropped = dropped;
        this.helped = helped;
    }

    long endEpochMillis() {
        return endEpochMillis;
    }

    boolean isAutomatic() {
        return automatic;
    }

    boolean droppedInVain() {
        return dropped && !helped;
    }

    boolean helped() {
        return helped;
    }
}
