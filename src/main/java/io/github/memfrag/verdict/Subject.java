package io.github.memfrag.verdict;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.kernel.ZoneName;
import java.util.Objects;

/** Which zone at which order a verdict speaks of. */
final class Subject {
    private final ZoneName zone;
    private final int order;

    Subject(ZoneName zone, int order) {
        this.zone = requireNonNull(zone, "zone is null");
        this.order = order;
    }

    ZoneName zone() {
        return zone;
    }

    int order() {
        return order;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Subject && order == ((Subject) other).order && zone.equals(((Subject) other).zone);
    }

    @Override
    public int hashCode() {
        return Objects.hash(zone, order);
    }
}
