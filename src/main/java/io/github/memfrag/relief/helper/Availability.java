package io.github.memfrag.relief.helper;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** Whether an operation may be done here and now, by which way, and if not, why not and what would help. */
public final class Availability {
    private final String operation;
    private final String way;
    private final String obstacle;

    private Availability(String operation, String way, String obstacle) {
        this.operation = requireNonNull(operation, "operation is null");
        this.way = way;
        this.obstacle = obstacle;
    }

    static Availability by(Way way, String operation) {
        return new Availability(operation, way.name(), null);
    }

    /** @param obstacle what stands against it, for people */
    public static Availability not(String operation, String obstacle) {
        return new Availability(operation, null, requireNonNull(obstacle, "obstacle is null"));
    }

    /** {@code dropCaches}, {@code compactMemory}, {@code compactNode(1)}. */
    public String operation() {
        return operation;
    }

    public boolean allowed() {
        return obstacle == null;
    }

    /** {@code direct}, {@code group}, {@code sudo} or {@code spool}; empty when it is not allowed. */
    public Optional<String> way() {
        return Optional.ofNullable(way);
    }

    /** What stands against it, for people; empty when it is allowed. */
    public Optional<String> obstacle() {
        return Optional.ofNullable(obstacle);
    }
}
