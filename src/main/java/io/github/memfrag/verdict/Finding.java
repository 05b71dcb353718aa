package io.github.memfrag.verdict;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.fragmentation.ZoneFragmentation;
import io.github.memfrag.kernel.log.AllocationFailure;
import java.util.Optional;

/** What one reading says of one zone at one order, by the rules and before any memory of earlier samples. */
final class Finding {
    private final ZoneFragmentation zone;
    private final int order;
    private final Shape shape;
    private final State state;
    private final Cause cause;
    private final Shortage shortage;
    private final AllocationFailure failure;

    /**
     * @param shortage null when memory is not short
     * @param failure the latest failure of this order or a lower one, as long as it counts; else null
     */
    Finding(ZoneFragmentation zone, int order, Shape shape, State state, Cause cause, Shortage shortage, AllocationFailure failure) {
        this.zone = requireNonNull(zone, "zone is null");
        this.order = order;
        this.shape = requireNonNull(shape, "shape is null");
        this.state = requireNonNull(state, "state is null");
        this.cause = requireNonNull(cause, "cause is null");
        this.shortage = shortage;
        this.failure = failure;
    }

    ZoneFragmentation zone() {
        return zone;
    }

    int order() {
        return order;
    }

    Shape shape() {
        return shape;
    }

    State state() {
        return state;
    }

    Cause cause() {
        return cause;
    }

    Optional<Shortage> shortage() {
        return Optional.ofNullable(shortage);
    }

    /** The latest failure of this order or a lower one, as long as it counts. */
    Optional<AllocationFailure> failure() {
        return Optional.ofNullable(failure);
    }

    double unusablePercent() {
        return zone.unusablePercent(order);
    }

    long availableBlocks() {
        return zone.blocks().suitable(order);
    }

    Subject subject() {
        return new Subject(zone.name(), order);
    }
}
