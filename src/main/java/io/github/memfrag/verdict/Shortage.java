package io.github.memfrag.verdict;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.fragmentation.ZoneFragmentation;
import io.github.memfrag.kernel.KernelReading;
import io.github.memfrag.kernel.MemInfo;
import io.github.memfrag.kernel.ZoneWatermarks;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** A zone under its low watermark on a host that has next to nothing available: memory is short, whatever its pieces. */
final class Shortage {
    private static final double AVAILABLE_PERCENT = 5;
    /** kswapd lets a zone swing between low and high, so a shortage lasts until one of the two lines is left well behind. */
    private static final double AVAILABLE_PERCENT_TO_END = 6;

    private final ZoneWatermarks zone;
    private final double availablePercent;

    private Shortage(ZoneWatermarks zone, double availablePercent) {
        this.zone = zone;
        this.availablePercent = availablePercent;
    }

    /** @param lasting whether memory was short before */
    static Optional<Shortage> of(ZoneFragmentation zone, KernelReading reading, boolean lasting) {
        requireNonNull(zone, "zone is null");
        OptionalDouble availablePercent = availablePercent(requireNonNull(reading, "reading is null"));
        if (!availablePercent.isPresent()
                || availablePercent.getAsDouble() >= (lasting ? AVAILABLE_PERCENT_TO_END : AVAILABLE_PERCENT)) {
            return Optional.empty();
        }
        return zone.watermarks()
                .filter(marks -> marks.freePages() < (lasting ? marks.highPages() : marks.lowPages()))
                .map(marks -> new Shortage(marks, availablePercent.getAsDouble()));
    }

    State state() {
        return zone.freePages() < zone.minPages() ? State.CRITICAL : State.WARNING;
    }

    String text() {
        boolean underMin = state() == State.CRITICAL;
        boolean underLow = zone.freePages() < zone.lowPages();
        return Percent.text(availablePercent) + " of the host's memory is available, and the zone has " + zone.freePages()
                + " pages free, under its " + (underMin ? "min" : underLow ? "low" : "high") + " watermark of "
                + (underMin ? zone.minPages() : underLow ? zone.lowPages() : zone.highPages()) + ": memory is short";
    }

    private static OptionalDouble availablePercent(KernelReading reading) {
        if (!reading.memInfo().isPresent()) {
            return OptionalDouble.empty();
        }
        MemInfo memInfo = reading.memInfo().get();
        OptionalLong total = memInfo.bytes("MemTotal");
        OptionalLong told = memInfo.bytes("MemAvailable");
        OptionalLong available = told.isPresent() ? told : estimate(memInfo, reading.tunables().minFreeKbytes());
        return total.isPresent() && total.getAsLong() > 0 && available.isPresent()
                ? OptionalDouble.of(100.0 * available.getAsLong() / total.getAsLong()) : OptionalDouble.empty();
    }

    /**
     * MemAvailable came with Linux 3.14; before that by its formula ({@code si_mem_available} of mm/show_mem.c), the sum of the low
     * watermarks taken as 5/4 of min_free_kbytes as free(1) of procps does.
     */
    private static OptionalLong estimate(MemInfo memInfo, OptionalLong minFreeKbytes) {
        OptionalLong free = memInfo.bytes("MemFree");
        OptionalLong active = memInfo.bytes("Active(file)");
        OptionalLong inactive = memInfo.bytes("Inactive(file)");
        OptionalLong slab = memInfo.bytes("SReclaimable");
        if (!free.isPresent() || !active.isPresent() || !inactive.isPresent() || !slab.isPresent() || !minFreeKbytes.isPresent()) {
            return OptionalLong.empty();
        }
        long low = minFreeKbytes.getAsLong() * 1024 * 5 / 4;
        return OptionalLong.of(Math.max(0, free.getAsLong() - low
                + reclaimable(active.getAsLong() + inactive.getAsLong(), low) + reclaimable(slab.getAsLong(), low)));
    }

    private static long reclaimable(long bytes, long low) {
        return bytes - Math.min(bytes / 2, low);
    }
}
