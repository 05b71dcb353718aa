package io.github.memfrag.relief;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.relief.helper.ReliefStep;
import java.util.Optional;

/** What is being done at this moment. */
public final class RunningRelief {
    private final long id;
    private final ReliefOperation operation;
    private final String requestedBy;
    private final String way;
    private final long startEpochMillis;
    private final String step;

    /** @param way null where none is taken */
    RunningRelief(long id, ReliefOperation operation, String requestedBy, String way, long startEpochMillis, String step) {
        this.id = id;
        this.operation = requireNonNull(operation, "operation is null");
        this.requestedBy = requireNonNull(requestedBy, "requestedBy is null");
        this.way = way;
        this.startEpochMillis = startEpochMillis;
        this.step = requireNonNull(step, "step is null");
    }

    RunningRelief at(String nextStep) {
        return new RunningRelief(id, operation, requestedBy, way, startEpochMillis, nextStep);
    }

    /** As in its report. */
    public long id() {
        return id;
    }

    public ReliefOperation operation() {
        return operation;
    }

    public String requestedBy() {
        return requestedBy;
    }

    /** {@code direct}, {@code group}, {@code sudo} or {@code spool}; empty when none is needed. */
    public Optional<String> way() {
        return Optional.ofNullable(way);
    }

    public long startEpochMillis() {
        return startEpochMillis;
    }

    /** The step's name as {@link ReliefStep#name()}; empty between the steps. */
    public String step() {
        return step;
    }
}
