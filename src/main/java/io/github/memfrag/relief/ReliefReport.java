package io.github.memfrag.relief;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.relief.helper.ReliefStep;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What was done, who asked for it, and the evidence of what it brought. */
public final class ReliefReport {
    private final long id;
    private final ReliefOperation operation;
    private final String requestedBy;
    private final long startEpochMillis;
    private final List<ReliefStep> steps;
    private final ReliefEffect effect;
    private final String conclusion;

    ReliefReport(long id, ReliefOperation operation, String requestedBy, long startEpochMillis, List<ReliefStep> steps,
            ReliefEffect effect, String conclusion) {
        this.id = id;
        this.operation = requireNonNull(operation, "operation is null");
        this.requestedBy = requireNonNull(requestedBy, "requestedBy is null");
        this.startEpochMillis = startEpochMillis;
        this.steps = Collections.unmodifiableList(new ArrayList<>(steps));
        this.effect = requireNonNull(effect, "effect is null");
        this.conclusion = requireNonNull(conclusion, "conclusion is null");
    }

    /** Counts this JVM's reliefs from 1. */
    public long id() {
        return id;
    }

    public ReliefOperation operation() {
        return operation;
    }

    /** For people: {@code JMX}, {@code command line}. */
    public String requestedBy() {
        return requestedBy;
    }

    public long startEpochMillis() {
        return startEpochMillis;
    }

    /** In the order they were taken; a step that was not reached is not in the list. */
    public List<ReliefStep> steps() {
        return steps;
    }

    /** Whether the kernel took the write and returned success; whether that helped is the effect's to tell. */
    public boolean succeeded() {
        // The write is the last step; only an interrupt, with which a step is not done, leaves it out.
        return steps.get(steps.size() - 1).done();
    }

    public ReliefEffect effect() {
        return effect;
    }

    /** One sentence. */
    public String conclusion() {
        return conclusion;
    }
}
