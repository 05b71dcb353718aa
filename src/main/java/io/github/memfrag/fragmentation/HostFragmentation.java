package io.github.memfrag.fragmentation;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.toList;

import io.github.memfrag.kernel.FreeBlocks;
import io.github.memfrag.kernel.KernelReading;
import io.github.memfrag.kernel.ZoneName;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The fragmentation of a whole host at one moment: all its zones, and of the watched ones the worst. */
public final class HostFragmentation {
    private final FreeBlocks total;
    private final List<ZoneFragmentation> zones;
    private final List<ZoneFragmentation> watched;

    private HostFragmentation(FreeBlocks total, List<ZoneFragmentation> zones, List<ZoneFragmentation> watched) {
        this.total = total;
        this.zones = zones;
        this.watched = watched;
    }

    public static HostFragmentation of(KernelReading reading, WatchedZones watchedZones) {
        requireNonNull(reading, "reading is null");
        requireNonNull(watchedZones, "watchedZones is null");
        List<ZoneFragmentation> zones = reading.buddyInfo().zones().entrySet().stream()
                .map(zone -> new ZoneFragmentation(zone.getKey(), zone.getValue(),
                        reading.zoneInfo().flatMap(info -> info.zone(zone.getKey())).orElse(null)))
                .collect(collectingAndThen(toList(), Collections::unmodifiableList));
        return new HostFragmentation(reading.buddyInfo().total(), zones,
                Collections.unmodifiableList(watchedZones.among(zones)));
    }

    /** The free blocks of all zones together. */
    public FreeBlocks total() {
        return total;
    }

    /** Every populated zone, in the kernel's order. */
    public List<ZoneFragmentation> zones() {
        return zones;
    }

    /** Every watched zone, in the kernel's order. */
    public List<ZoneFragmentation> watched() {
        return watched;
    }

    /** Empty when there is no such zone now. */
    public Optional<ZoneFragmentation> zone(ZoneName name) {
        return zones.stream().filter(zone -> zone.name().equals(name)).findFirst();
    }

    /**
     * The watched zone with the largest unusable free space index at this order; of equals the one with the fewest blocks of it.
     * Empty when no watched zone exists here.
     */
    public Optional<ZoneFragmentation> worst(int order) {
        return worst(order, watched.stream());
    }

    /** The same among the watched zones of one node. */
    public Optional<ZoneFragmentation> worst(int order, int node) {
        return worst(order, watched.stream().filter(zone -> zone.name().node() == node));
    }

    private static Optional<ZoneFragmentation> worst(int order, Stream<ZoneFragmentation> zones) {
        return zones.max(Comparator.<ZoneFragmentation>comparingDouble(zone -> zone.unusablePercent(order))
                .thenComparing(zone -> zone.blocks().suitable(order), Comparator.reverseOrder()));
    }
}
