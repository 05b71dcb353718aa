package io.github.memfrag.relief;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.fragmentation.ByteCount;
import io.github.memfrag.fragmentation.HostFragmentation;
import io.github.memfrag.fragmentation.ZoneFragmentation;
import io.github.memfrag.kernel.FreeBlocks;
import io.github.memfrag.kernel.MemInfo;
import io.github.memfrag.kernel.VmStat;
import io.github.memfrag.kernel.ZoneName;
import io.github.memfrag.sampling.Snapshot;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What changed on the host between two snapshots, taken just before and just after a relief. The host goes on meanwhile:
 * only the counters that nobody else moves are proof of the relief's own work.
 */
public final class ReliefEffect {
    /** Proof of work: the first two of a drop, the others of a compaction. */
    private static final List<String> COUNTERS = Collections.unmodifiableList(Arrays.asList(
            "drop_pagecache", "drop_slab", "compact_migrate_scanned", "compact_free_scanned", "compact_isolated",
            "pgmigrate_success", "pgmigrate_fail"));
    /** What a drop can free and what it cannot. */
    private static final List<String> FIGURES = Collections.unmodifiableList(Arrays.asList(
            "MemTotal", "MemFree", "MemAvailable", "Buffers", "Cached", "Shmem", "Dirty", "Writeback", "AnonPages",
            "SReclaimable", "SUnreclaim"));

    private static final double NOTABLE_PART = 0.05;
    /** Less than this any host allocates and frees while one looks. */
    private static final long NOISE_BYTES = 1L << 20;
    /** Where the page size is not known: the smallest there is. */
    private static final long NOISE_PAGES = NOISE_BYTES / 4096;

    private final Snapshot before;
    private final Snapshot after;
    private final int watchOrder;
    private final OptionalLong pageSizeBytes;
    private final Optional<ZoneFragmentation> zoneBefore;
    private final Optional<ZoneFragmentation> zoneAfter;

    /**
     * @param node the node that the relief was about; empty for the whole host
     * @param pageSizeBytes empty when the kernel does not tell
     */
    ReliefEffect(Snapshot before, Snapshot after, OptionalInt node, int watchOrder, OptionalLong pageSizeBytes) {
        this.before = requireNonNull(before, "before is null");
        this.after = requireNonNull(after, "after is null");
        this.watchOrder = watchOrder;
        this.pageSizeBytes = requireNonNull(pageSizeBytes, "pageSizeBytes is null");
        HostFragmentation host = before.host();
        this.zoneBefore = node.isPresent() ? host.worst(watchOrder, node.getAsInt()) : host.worst(watchOrder);
        this.zoneAfter = zoneBefore.flatMap(judged ->
                after.host().zones().stream().filter(zone -> zone.name().equals(judged.name())).findFirst());
    }

    public Snapshot before() {
        return before;
    }

    public Snapshot after() {
        return after;
    }

    /** The order that {@link #zone()} is judged at. */
    public int watchOrder() {
        return watchOrder;
    }

    /** Free pages of all zones, after minus before; below 0 when the host used more than the relief freed. */
    public long freedPages() {
        return after.host().total().pages() - before.host().total().pages();
    }

    /** The same in bytes; empty when the page size is not known. */
    public OptionalLong freedBytes() {
        return bytes(freedPages());
    }

    /** Whether free memory changed by so little that it tells nothing. */
    boolean freeMemorySteady() {
        OptionalLong bytes = freedBytes();
        return bytes.isPresent() ? Math.abs(bytes.getAsLong()) < NOISE_BYTES : Math.abs(freedPages()) < NOISE_PAGES;
    }

    OptionalLong bytes(long pages) {
        return pageSizeBytes.isPresent() ? OptionalLong.of(pages * pageSizeBytes.getAsLong()) : OptionalLong.empty();
    }

    /** Pages as people read them: in bytes where the page size is known. */
    String amount(long pages) {
        OptionalLong bytes = bytes(pages);
        return bytes.isPresent() ? ByteCount.text(bytes.getAsLong()) : String.format(Locale.ROOT, "%,d pages", pages);
    }

    /** Free blocks of all zones, after minus before; index = order. Merging blocks lowers the small orders. */
    public long[] blocksGainedByOrder() {
        FreeBlocks had = before.host().total();
        FreeBlocks has = after.host().total();
        long[] gained = new long[Math.max(had.orders(), has.orders())];
        for (int order = 0; order < gained.length; order++) {
            gained[order] = has.count(order) - had.count(order);
        }
        return gained;
    }

    /** Counters of {@code /proc/vmstat}, after minus before. What this kernel does not count is not in the map. */
    public Map<String, Long> counterDeltas() {
        Map<String, Long> deltas = new LinkedHashMap<>();
        for (String name : COUNTERS) {
            OptionalLong delta = counterDelta(name);
            if (delta.isPresent()) {
                deltas.put(name, delta.getAsLong());
            }
        }
        return deltas;
    }

    OptionalLong counterDelta(String name) {
        OptionalLong had = counter(before, name);
        OptionalLong has = counter(after, name);
        return had.isPresent() && has.isPresent()
                ? OptionalLong.of(has.getAsLong() - had.getAsLong()) : OptionalLong.empty();
    }

    /** The main figures of {@code /proc/meminfo} before, in bytes. What this kernel does not tell is not in the map. */
    public Map<String, Long> memInfoBefore() {
        return figures(before);
    }

    /** The main figures of {@code /proc/meminfo} after, in bytes. */
    public Map<String, Long> memInfoAfter() {
        return figures(after);
    }

    /** A figure of meminfo after, as people read it; empty when it is unknown or a small part of all memory. */
    Optional<String> notable(String figure) {
        Map<String, Long> figures = memInfoAfter();
        Long bytes = figures.get(figure);
        Long total = figures.get("MemTotal");
        return bytes == null || total == null || bytes < total * NOTABLE_PART
                ? Optional.empty() : Optional.of(ByteCount.text(bytes));
    }

    /** Of the watched zones (of the node, when it was about one) the worst before; empty when none is watched there. */
    public Optional<ZoneName> zone() {
        return zoneBefore.map(ZoneFragmentation::name);
    }

    /** Unusable free space of {@link #zone()} before, in percent. */
    public OptionalDouble unusablePercentBefore() {
        return unusablePercent(zoneBefore);
    }

    /** Unusable free space of the same zone after, in percent; empty when the zone was taken away meanwhile. */
    public OptionalDouble unusablePercentAfter() {
        return unusablePercent(zoneAfter);
    }

    /** Blocks of the watched order to be had in the judged zone, after minus before; 0 without a zone. */
    long availableBlocksGained() {
        return zoneAfter.isPresent() ? availableBlocks(zoneAfter.get()) - availableBlocks(zoneBefore.get()) : 0;
    }

    private long availableBlocks(ZoneFragmentation zone) {
        return zone.blocks().suitable(watchOrder);
    }

    private OptionalDouble unusablePercent(Optional<ZoneFragmentation> zone) {
        return zone.isPresent() ? OptionalDouble.of(zone.get().unusablePercent(watchOrder)) : OptionalDouble.empty();
    }

    private static OptionalLong counter(Snapshot snapshot, String name) {
        Optional<VmStat> vmStat = snapshot.reading().vmStat();
        return vmStat.isPresent() ? vmStat.get().counter(name) : OptionalLong.empty();
    }

    private static Map<String, Long> figures(Snapshot snapshot) {
        Map<String, Long> figures = new LinkedHashMap<>();
        Optional<MemInfo> memInfo = snapshot.reading().memInfo();
        for (String name : FIGURES) {
            OptionalLong bytes = memInfo.isPresent() ? memInfo.get().bytes(name) : OptionalLong.empty();
            if (bytes.isPresent()) {
                figures.put(name, bytes.getAsLong());
            }
        }
        return figures;
    }
}
