package io.github.memfrag.relief;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import io.github.memfrag.kernel.KernelFormatException;
import io.github.memfrag.kernel.VmStat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * When caches of the host were last dropped, by whomever. The helper's record tells when, and how often the kernel had counted drops
 * by then; where it counts more by now, somebody has dropped since, and the moment at which that is noticed counts.
 */
final class LastDrop {
    /** {@code drop_pagecache} and {@code drop_slab}. */
    private static final String COUNTERS = "drop_";

    private final HostRecord record;
    private final LongSupplier clock;
    private final Past past = new Past();
    private OptionalLong seenDrops = OptionalLong.empty();

    LastDrop(HostRecord record, LongSupplier clock) {
        this.record = requireNonNull(record, "record is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    void dropped() {
        past.happened(clock.getAsLong());
    }

    /** @param vmStat just read */
    synchronized void see(VmStat vmStat) {
        OptionalLong drops = vmStat.sum(COUNTERS);
        if (!drops.isPresent() || seenDrops.equals(drops)) {
            return; // Before Linux 3.15 drops are not counted.
        }
        Optional<HostRecord.Content> content = record.read();
        OptionalLong recordedDrops = content.isPresent() ? drops(content.get().text()) : OptionalLong.empty();
        // Without a record the first look only tells that caches were dropped some time since boot: that is no reason to wait.
        OptionalLong known = recordedDrops.isPresent() ? recordedDrops : seenDrops;
        seenDrops = drops;
        if (known.isPresent() && drops.getAsLong() > known.getAsLong()) {
            long now = clock.getAsLong();
            past.happened(now);
            record.refresh(lines(vmStat), now); // What is noticed now holds for the other JVMs, and after a restart.
        }
    }

    /** Empty when nobody knows of any. */
    OptionalLong epochMillis() {
        long now = clock.getAsLong();
        record.read().ifPresent(content -> past.recorded(content.epochMillis(), now));
        return past.latest(now);
    }

    private static String lines(VmStat vmStat) {
        return vmStat.counters().entrySet().stream().filter(counter -> counter.getKey().startsWith(COUNTERS))
                .map(counter -> counter.getKey() + " " + counter.getValue() + "\n").collect(joining());
    }

    private static OptionalLong drops(String text) {
        try {
            return VmStat.parse(text).sum(COUNTERS);
        } catch (KernelFormatException e) {
            return OptionalLong.empty();
        }
    }
}
