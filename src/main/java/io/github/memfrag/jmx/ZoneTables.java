package io.github.memfrag.jmx;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.fragmentation.HostFragmentation;
import io.github.memfrag.fragmentation.ZoneFragmentation;
import io.github.memfrag.kernel.ZoneWatermarks;
import io.github.memfrag.sampling.Snapshot;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import javax.management.openmbean.TabularData;

/** The zones and their orders as open tables, for people who page through them and for discovery. */
final class ZoneTables {
    private static final OpenTable ORDERS = OpenTable.named("Orders", "Free blocks and fragmentation, order by order")
            .integer("order", "A block of order o is 2^o pages")
            .longInteger("blockBytes", "Size of a block, bytes")
            .longInteger("freeBlocks", "Free blocks of exactly this order")
            .longInteger("availableBlocks", "Blocks of this order that the free blocks of it and above can be split into")
            .decimal("unusableFreePercent", "Share of the free memory in blocks too small for this order, percent")
            .decimal("fragmentationIndex", "External fragmentation index, -1.000 to 1.000")
            .indexedBy("order");
    private static final OpenTable ZONES = OpenTable.named("Zones", "Free memory, zone by zone")
            .integer("node", "NUMA node")
            .text("zone", "Zone")
            .flag("watched", "Whether the zone speaks for the host")
            .longInteger("freeBytes", "Free memory, bytes")
            .decimal("unusableFreePercent", "Share of the free memory in blocks too small for WatchOrder, percent")
            .decimal("fragmentationIndex", "External fragmentation index at WatchOrder, -1.000 to 1.000")
            .longInteger("availableBlocks", "Blocks of WatchOrder that the free blocks can be split into")
            .integer("largestFreeOrder", "Order of the largest free block")
            .longs("freeBlocks", "Free blocks; index = order")
            .longInteger("minWatermarkBytes", "Below this only emergency allocations succeed without reclaim, bytes")
            .longInteger("lowWatermarkBytes", "Below this kswapd wakes, bytes")
            .longInteger("highWatermarkBytes", "Up to this kswapd reclaims, bytes")
            .longInteger("managedBytes", "Memory that the allocator manages, bytes")
            .indexedBy("node", "zone");

    private final KernelAnswers kernel;

    ZoneTables(KernelAnswers kernel) {
        this.kernel = requireNonNull(kernel, "kernel is null");
    }

    TabularData orders(ZoneFragmentation zone) {
        OpenTable.Rows rows = ORDERS.rows();
        for (int order = 0; order < zone.blocks().orders(); order++) {
            rows.add(order, kernel.bytes(1L << order), zone.blocks().count(order), zone.blocks().suitable(order),
                    zone.unusablePercent(order), zone.fragmentationIndex(order));
        }
        return rows.table();
    }

    TabularData zones(Snapshot snapshot) {
        HostFragmentation host = snapshot.host();
        int watchOrder = snapshot.verdict().watchOrder();
        Set<ZoneFragmentation> watched = new HashSet<>(host.watched());
        OpenTable.Rows rows = ZONES.rows();
        for (ZoneFragmentation zone : host.zones()) {
            Optional<ZoneWatermarks> watermarks = zone.watermarks();
            rows.add(zone.name().node(), zone.name().zone(), watched.contains(zone), kernel.bytes(zone.blocks().pages()),
                    zone.unusablePercent(watchOrder), zone.fragmentationIndex(watchOrder), zone.blocks().suitable(watchOrder),
                    KernelAnswers.orNull(zone.blocks().largestFreeOrder()), zone.blocks().countByOrder(),
                    bytes(watermarks, ZoneWatermarks::minPages), bytes(watermarks, ZoneWatermarks::lowPages),
                    bytes(watermarks, ZoneWatermarks::highPages), bytes(watermarks, ZoneWatermarks::managedPages));
        }
        return rows.table();
    }

    private Long bytes(Optional<ZoneWatermarks> watermarks, ToLongFunction<ZoneWatermarks> pages) {
        return watermarks.map(pages::applyAsLong).map(kernel::bytes).orElse(null);
    }
}
