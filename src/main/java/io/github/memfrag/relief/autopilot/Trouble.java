package io.github.memfrag.relief.autopilot;

import io.github.memfrag.verdict.Cause;
import io.github.memfrag.verdict.State;
import io.github.memfrag.verdict.Verdict;

/** For how many samples in a row the host has been in a state that a relief may cure. Immutable. */
final class Trouble {
    private static final Trouble NONE = new Trouble(0);

    private final int samples;

    Trouble(int samples) {
        this.samples = samples;
    }

    static Trouble none() {
        return NONE;
    }

    /** A shortage is not for a relief to cure: memory or watermarks are. */
    static boolean isCurable(Verdict verdict) {
        return verdict.state() == State.CRITICAL
                && (verdict.cause() == Cause.FRAGMENTATION || verdict.cause() == Cause.ALLOCATION_FAILURE);
    }

    Trouble after(Verdict sample) {
        return isCurable(sample) ? new Trouble(samples + 1) : NONE;
    }

    int samples() {
        return samples;
    }
}
