package io.github.memfrag.relief;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.relief.helper.ReliefStep;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What was done, who asked for it, and the evidence of what it brought. */
public final class ReliefReport {
    private final RunningRelief relief;
    private final long durationMillis;
    private final ReliefOutcome outcome;
    private final List<ReliefStep> steps;
    private final ReliefEffect effect;
    private final Boolean recovered;
    private final String conclusion;
    private final OptionalLong previousCureMillis;

    /**
     * @param effect null without evidence
     * @param recovered null where no order was to recover
     */
    ReliefReport(RunningRelief relief, long durationMillis, ReliefOutcome outcome, List<ReliefStep> steps, ReliefEffect effect,
            Boolean recovered, String conclusion, OptionalLong previousCureMillis) {
        this.relief = requireNonNull(relief, "relief is null");
        this.durationMillis = durationMillis;
        this.outcome = requireNonNull(outcome, "outcome is null");
        this.steps = Collections.unmodifiableList(new ArrayList<>(steps));
        this.effect = effect;
        this.recovered = recovered;
        this.conclusion = requireNonNull(conclusion, "conclusion is null");
        this.previousCureMillis = requireNonNull(previousCureMillis, "previousCureMillis is null");
    }

    /** Counts this JVM's reliefs from 1, or goes on from those on record. */
    public long id() {
        return relief.id();
    }

    public ReliefOperation operation() {
        return relief.operation();
    }

    /** For people: {@code JMX}, {@code command line}. */
    public String requestedBy() {
        return relief.requestedBy();
    }

    /** {@code direct}, {@code group}, {@code sudo} or {@code spool}; empty when none was taken. */
    public Optional<String> way() {
        return relief.way();
    }

    public long startEpochMillis() {
        return relief.startEpochMillis();
    }

    /** From the start to the last look at the kernel. */
    public long durationMillis() {
        return durationMillis;
    }

    public ReliefOutcome outcome() {
        return outcome;
    }

    /** In the order they were taken; a step that was not reached is not in the list. */
    public List<ReliefStep> steps() {
        return steps;
    }

    /** Whether all went as it should: nothing was refused, cut short or given up. Whether that helped is the effect's to tell. */
    public boolean succeeded() {
        return outcome == ReliefOutcome.DONE || outcome == ReliefOutcome.NOTHING_TO_DO;
    }

    /** The evidence; empty when the kernel was asked for nothing. */
    public Optional<ReliefEffect> effect() {
        return Optional.ofNullable(effect);
    }

    /** Whether the watched zones are well at the order that was to recover; empty where none was to, or nobody could look. */
    public Optional<Boolean> recovered() {
        return Optional.ofNullable(recovered);
    }

    /** One sentence. */
    public String conclusion() {
        return conclusion;
    }

    /**
     * How long the cure before this relief lasted: from its end until the host was in trouble again, milliseconds. Empty where none is
     * on record.
     */
    public OptionalLong previousCureMillis() {
        return previousCureMillis;
    }
}
