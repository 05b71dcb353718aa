package io.github.memfrag.verdict;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.kernel.KernelReading;

/**
 * Turns {@link System#nanoTime()} into the time of day as the wall clock goes now. So times of the past keep their order and their
 * distance when the clock is stepped, and do not tremble by a millisecond from one answer to the next. Immutable.
 */
public final class SampleClock {
    /** Between a reading's two clocks, a pause of the JVM may lie. */
    private static final long STEP_MILLIS = 1000;

    private final long offsetMillis;

    private SampleClock(long offsetMillis) {
        this.offsetMillis = offsetMillis;
    }

    public static SampleClock of(KernelReading reading) {
        return new SampleClock(requireNonNull(reading, "reading is null").epochMillis() - millis(reading.nanoTime()));
    }

    /** The same clock, unless the wall clock has been stepped. */
    public SampleClock adjustedTo(KernelReading reading) {
        SampleClock now = of(reading);
        return Math.abs(now.offsetMillis - offsetMillis) > STEP_MILLIS ? now : this;
    }

    public long epochMillis(long nanoTime) {
        return millis(nanoTime) + offsetMillis;
    }

    private static long millis(long nanos) {
        return Math.floorDiv(nanos, 1_000_000L);
    }
}
