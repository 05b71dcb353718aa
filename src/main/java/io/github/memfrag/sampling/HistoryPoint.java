package io.github.memfrag.sampling;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.verdict.Cause;
import io.github.memfrag.verdict.State;

/** The host at one minute of the past. */
public final class HistoryPoint {
    private final long epochMillis;
    private final State state;
    private final Cause cause;
    private final int watchOrder;
    private final double unusablePercent;
    private final long availableBlocks;
    private final long freePages;

    HistoryPoint(long epochMillis, State state, Cause cause, int watchOrder, double unusablePercent, long availableBlocks,
            long freePages) {
        this.epochMillis = epochMillis;
        this.state = requireNonNull(state, "state is null");
        this.cause = requireNonNull(cause, "cause is null");
        this.watchOrder = watchOrder;
        this.unusablePercent = unusablePercent;
        this.availableBlocks = availableBlocks;
        this.freePages = freePages;
    }

    /** When, as the clock goes now. */
    public long epochMillis() {
        return epochMillis;
    }

    public State state() {
        return state;
    }

    public Cause cause() {
        return cause;
    }

    /** The order that decided. */
    public int watchOrder() {
        return watchOrder;
    }

    /** Unusable free space index of the deciding zone at that order. */
    public double unusablePercent() {
        return unusablePercent;
    }

    /** Blocks of that order in the deciding zone. */
    public long availableBlocks() {
        return availableBlocks;
    }

    /** Free pages of the whole host. */
    public long freePages() {
        return freePages;
    }
}
