package io.github.memfrag.fragmentation;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.github.memfrag.kernel.ZoneWatermarks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which zones speak for the host: of every node the largest that ordinary kernel allocations (GFP_KERNEL) can use, Normal or, on
 * a small host, DMA32. DMA, HighMem, Movable and Device only when they are named.
 */
public final class WatchedZones {
    private static final List<String> KERNEL_ZONES = Collections.unmodifiableList(Arrays.asList("Normal", "DMA32"));
    /** Where all of a node's memory is DMA (ppc64, small arm64 boards), the kernel has no other zone to allocate from. */
    private static final String LAST_RESORT = "DMA";

    private final Set<String> names;

    private WatchedZones(Collection<String> names) {
        this.names = Collections.unmodifiableSet(new LinkedHashSet<>(names));
    }

    /** The rule above. */
    public static WatchedZones automatic() {
        return new WatchedZones(Collections.emptySet());
    }

    /** All zones of these names, on every node. */
    public static WatchedZones named(Collection<String> names) {
        requireNonNull(names, "names is null");
        if (names.isEmpty()) {
            throw new IllegalArgumentException("no zone named");
        }
        return new WatchedZones(names);
    }

    /** Those of the zones that are watched, in their order; empty only when none of the named ones exists here. */
    public List<ZoneFragmentation> among(Collection<ZoneFragmentation> zones) {
        requireNonNull(zones, "zones is null");
        if (!names.isEmpty()) {
            return zones.stream().filter(zone -> names.contains(zone.name().zone())).collect(toList());
        }
        List<ZoneFragmentation> watched = new ArrayList<>();
        zones.stream().collect(groupingBy(zone -> zone.name().node(), LinkedHashMap::new, toList()))
                .values().forEach(node -> addLargest(node, watched));
        return watched;
    }

    private static void addLargest(List<ZoneFragmentation> node, List<ZoneFragmentation> watched) {
        List<ZoneFragmentation> candidates = node.stream()
                .filter(zone -> KERNEL_ZONES.contains(zone.name().zone())).collect(toList());
        if (candidates.isEmpty()) {
            candidates = node.stream().filter(zone -> zone.name().zone().equals(LAST_RESORT)).collect(toList());
        }
        // Without zoneinfo the sizes are unknown; then Normal, which every larger host has, goes first.
        candidates.stream().max(Comparator.comparingLong(WatchedZones::presentPages)
                .thenComparing(zone -> zone.name().zone().equals("Normal"))).ifPresent(watched::add);
    }

    /** Not the managed pages: a balloon or lazily initialised memory changes them, and the watch would jump between zones. */
    private static long presentPages(ZoneFragmentation zone) {
        return zone.watermarks().map(ZoneWatermarks::presentPages).orElse(0L);
    }
}
