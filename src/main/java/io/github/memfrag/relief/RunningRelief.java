package io.github.memfrag.relief;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.relief.helper.ReliefStep;

/** What is being done at this moment. */
public final class RunningRelief {
    private final ReliefOperation operation;
    private final String requestedBy;
    private final long startEpochMillis;
    private final String step;

    RunningRelief(ReliefOperation operation, String requestedBy, long startEpochMillis, String step) {
        this.operation = requireNonNull(operation, "operation is null");
        this.requestedBy = requireNonNull(requestedBy, "requestedBy is null");
        this.startEpochMillis = startEpochMillis;
        this.step = requireNonNull(step, "step is null");
    }

    RunningRelief at(String nextStep) {
        return new RunningRelief(operation, requestedBy, startEpochMillis, nextStep);
    }

    public ReliefOperation operation() {
        return operation;
    }

    public String requestedBy() {
        return requestedBy;
    }

    public long startEpochMillis() {
        return startEpochMillis;
    }

    /** The step's name as {@link ReliefStep#name()}; empty between the steps. */
    public String step() {
        return step;
    }
}
