package io.github.memfrag.relief;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.relief.helper.ReliefStep;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** The report of a relief that has begun and not yet ended. */
final class OpenReport {
    private final RunningRelief relief;
    private final OptionalLong previousCureMillis;
    private final long startNanos = System.nanoTime();

    /** @param previousCureMillis as {@link ReliefReport#previousCureMillis()} */
    OpenReport(RunningRelief relief, OptionalLong previousCureMillis) {
        this.relief = requireNonNull(relief, "relief is null");
        this.previousCureMillis = requireNonNull(previousCureMillis, "previousCureMillis is null");
    }

    RunningRelief relief() {
        return relief;
    }

    /** With the evidence. */
    ReliefReport ended(ReliefOutcome outcome, List<ReliefStep> steps, ReliefEffect effect, Boolean recovered, String conclusion) {
        return new ReliefReport(relief, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos), outcome, steps, effect, recovered,
                conclusion, previousCureMillis);
    }

    /** Of a relief for which the kernel was asked for nothing. */
    ReliefReport ended(ReliefOutcome outcome, Boolean recovered, String conclusion) {
        return ended(outcome, Collections.emptyList(), null, recovered, conclusion);
    }
}
