package io.github.memfrag.relief;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** Whether an operation may be done here and now, and if not, why not and what would help. */
public final class Availability {
    private final String operation;
    private final String obstacle;

    /** @param obstacle null when there is none */
    Availability(String operation, String obstacle) {
        this.operation = requireNonNull(operation, "operation is null");
        this.obstacle = obstacle;
    }

    /** {@code dropCaches}, {@code compactMemory}, {@code compactNode(1)}. */
    public String operation() {
        return operation;
    }

    public boolean allowed() {
        return obstacle == null;
    }

    /** What stands against it, for people; empty when it is allowed. */
    public Optional<String> obstacle() {
        return Optional.ofNullable(obstacle);
    }
}
