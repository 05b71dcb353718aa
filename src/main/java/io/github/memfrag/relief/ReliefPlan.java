package io.github.memfrag.relief;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What a ladder would do if it were begun now. */
public final class ReliefPlan {
    private final ReliefOperation operation;
    private final String obstacle;
    private final String way;
    private final List<String> steps;
    private final String limit;
    private final OptionalLong pageCacheBytes;
    private final OptionalLong slabBytes;
    private final OptionalLong dirtyBytes;
    private final String conclusion;

    ReliefPlan(ReliefOperation operation, String obstacle, String way, List<String> steps, String limit, OptionalLong pageCacheBytes,
            OptionalLong slabBytes, OptionalLong dirtyBytes, String conclusion) {
        this.operation = requireNonNull(operation, "operation is null");
        this.obstacle = obstacle;
        this.way = way;
        this.steps = Collections.unmodifiableList(new ArrayList<>(steps));
        this.limit = limit;
        this.pageCacheBytes = requireNonNull(pageCacheBytes, "pageCacheBytes is null");
        this.slabBytes = requireNonNull(slabBytes, "slabBytes is null");
        this.dirtyBytes = requireNonNull(dirtyBytes, "dirtyBytes is null");
        this.conclusion = requireNonNull(conclusion, "conclusion is null");
    }

    public ReliefOperation operation() {
        return operation;
    }

    /** Whether it would begin to do something. */
    public boolean begins() {
        return obstacle == null && !steps.isEmpty();
    }

    /** Why it would be refused: switched off, too soon, another runs, not permitted; empty when it would not. */
    public Optional<String> obstacle() {
        return Optional.ofNullable(obstacle);
    }

    /** {@code direct}, {@code group}, {@code sudo} or {@code spool}; empty when none is open, or none is needed. */
    public Optional<String> way() {
        return Optional.ofNullable(way);
    }

    /** In order, all that it may take; it stops as soon as the zones have recovered. Empty when there is nothing to do. */
    public List<String> steps() {
        return steps;
    }

    /** Why it would go no farther than these steps; empty where it may take every step there is, or there is nothing to do. */
    public Optional<String> limit() {
        return Optional.ofNullable(limit);
    }

    /** How much page cache its steps may free at most; empty when they drop none. */
    public OptionalLong pageCacheBytes() {
        return pageCacheBytes;
    }

    /** How much reclaimable slab its steps may free at most; empty when they drop none. */
    public OptionalLong slabBytes() {
        return slabBytes;
    }

    /** How much is to be written to disk before; empty when its steps drop nothing. */
    public OptionalLong dirtyBytes() {
        return dirtyBytes;
    }

    /** What it would do and what that costs, or why it would do nothing; a sentence or two. */
    public String conclusion() {
        return conclusion;
    }
}
