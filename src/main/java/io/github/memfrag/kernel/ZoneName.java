package io.github.memfrag.kernel;

import static java.util.Objects.requireNonNull;

import java.util.Objects;

/** Which zone of which NUMA node; written {@code Node 0 Normal}. */
public final class ZoneName implements Comparable<ZoneName> {
    private final int node;
    private final String zone;

    public ZoneName(int node, String zone) {
        this.node = node;
        this.zone = requireNonNull(zone, "zone is null");
    }

    public int node() {
        return node;
    }

    /** DMA, DMA32, Normal, HighMem, Movable or Device. */
    public String zone() {
        return zone;
    }

    @Override
    public int compareTo(ZoneName other) {
        int byNode = Integer.compare(node, other.node);
        return byNode != 0 ? byNode : zone.compareTo(other.zone);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ZoneName && node == ((ZoneName) other).node && zone.equals(((ZoneName) other).zone);
    }

    @Override
    public int hashCode() {
        return Objects.hash(node, zone);
    }

    @Override
    public String toString() {
        return "Node " + node + " " + zone;
    }
}
