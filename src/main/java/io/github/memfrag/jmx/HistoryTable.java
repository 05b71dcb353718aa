package io.github.memfrag.jmx;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.sampling.HistoryPoint;
import java.util.List;
import javax.management.openmbean.TabularData;

/** The past as an open table. */
final class HistoryTable {
    private static final OpenTable HISTORY = OpenTable.named("History", "What the host was like, minute by minute, the oldest first")
            .longInteger("time", "Milliseconds since 1970-01-01 UTC")
            .integer("state", "0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN")
            .text("cause", "NONE, FRAGMENTATION, SHORTAGE or ALLOCATION_FAILURE")
            .integer("watchOrder", "The order that decided")
            .decimal("unusableFreePercent", "Of the zone that decided, at that order, percent")
            .longInteger("availableBlocks", "Of the zone that decided, blocks of that order")
            .longInteger("freeBytes", "Free memory of all zones, bytes")
            .indexedBy("time");

    private HistoryTable() {}

    static TabularData of(List<HistoryPoint> points, KernelAnswers kernel) {
        requireNonNull(points, "points is null");
        OpenTable.Rows rows = HISTORY.rows();
        points.forEach(point -> rows.add(point.epochMillis(), point.state().code(), point.cause().name(), point.watchOrder(),
                point.unusablePercent(), point.availableBlocks(), kernel.bytes(point.freePages())));
        return rows.table();
    }
}
