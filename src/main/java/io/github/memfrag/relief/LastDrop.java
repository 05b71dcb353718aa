package io.github.memfrag.relief;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import io.github.memfrag.kernel.KernelFormatException;
import io.github.memfrag.kernel.VmStat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * When caches of the host were last dropped, by whomever. The helper's record tells when, and how often the kernel had counted drops
 * by then; where it counts more by now, somebody has dropped since. Who watched it happen, or can put it on record, counts from then
 * on. For anybody else it would be news with every start: he counts from the record, which holds nothing up twice.
 */
final class LastDrop {
    /** {@code drop_pagecache} and {@code drop_slab}. */
    private static final String COUNTERS = "drop_";
    /** A line that the record has beside them where nobody saw the drop: not before when it was, in milliseconds since 1970. */
    private static final String NOT_BEFORE = "undated_not_before_millis";

    private final HostRecord record;
    private final LongSupplier clock;
    private final Past past = new Past();
    private OptionalLong seenDrops = OptionalLong.empty();
    /** An undated drop: the time that counts for it, and that of the record before it. */
    private OptionalLong undated = OptionalLong.empty();
    private long notBefore;
    private String unkept;
    private long unkeptMillis;

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
        boolean watched = seenDrops.isPresent();
        // Without a record the first look only tells that caches were dropped some time since boot: that is no reason to wait.
        OptionalLong known = recordedDrops.isPresent() ? recordedDrops : seenDrops;
        seenDrops = drops;
        if (!known.isPresent() || drops.getAsLong() <= known.getAsLong()) {
            return;
        }
        long now = clock.getAsLong();
        if (watched) {
            happened(now, lines(vmStat));
            return;
        }
        long recordMillis = Math.min(content.get().epochMillis(), now);
        boolean keeps = record.isOurs();
        undated(keeps ? now : recordMillis, recordMillis);
        if (keeps) {
            happened(now, lines(vmStat) + NOT_BEFORE + " " + recordMillis + "\n");
        }
    }

    private void happened(long epochMillis, String text) {
        past.happened(epochMillis);
        unkept = text;
        unkeptMillis = epochMillis;
    }

    private void undated(long countedMillis, long recordMillis) {
        undated = OptionalLong.of(countedMillis);
        notBefore = recordMillis;
    }

    /** Puts on record what was noticed, so that it holds for the other JVMs, and after a restart. */
    synchronized void keep() {
        if (unkept != null) {
            record.refresh(unkept, unkeptMillis);
            unkept = null;
        }
    }

    /** Empty when nobody knows of any. */
    synchronized OptionalLong epochMillis() {
        long now = clock.getAsLong();
        record.read().ifPresent(content -> {
            past.recorded(content.epochMillis(), now);
            number(content.text(), NOT_BEFORE).ifPresent(millis -> undated(content.epochMillis(), millis));
        });
        return past.latest(now);
    }

    /** When it was, in words, as far as that is known. @param epochMillis as told by {@link #epochMillis()} */
    synchronized String when(long epochMillis) {
        if (!undated.isPresent() || undated.getAsLong() != epochMillis) {
            return "at " + Cooldown.time(epochMillis);
        }
        return "by hand at some time since " + Cooldown.time(notBefore)
                + (notBefore < epochMillis ? ", noticed at " + Cooldown.time(epochMillis) : " (this process can keep no later time on record)");
    }

    private static String lines(VmStat vmStat) {
        return vmStat.counters().entrySet().stream().filter(counter -> counter.getKey().startsWith(COUNTERS))
                .map(counter -> counter.getKey() + " " + counter.getValue() + "\n").collect(joining());
    }

    private static OptionalLong drops(String text) {
        return parsed(text, record -> record.sum(COUNTERS));
    }

    private static OptionalLong number(String text, String name) {
        return parsed(text, record -> record.counter(name));
    }

    private static OptionalLong parsed(String text, Function<VmStat, OptionalLong> figure) {
        try {
            return figure.apply(VmStat.parse(text));
        } catch (KernelFormatException e) {
            return OptionalLong.empty();
        }
    }
}
