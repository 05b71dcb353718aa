package io.github.memfrag.verdict;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.kernel.KernelReading;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The counters of the last samples that rise when somebody waits for a large block or gets none. Immutable. */
final class DemandWindow {
    private static final DemandWindow EMPTY = new DemandWindow(Collections.emptyList());

    private final List<Counters> samples;

    private DemandWindow(List<Counters> samples) {
        this.samples = samples;
    }

    static DemandWindow empty() {
        return EMPTY;
    }

    /** With one sample more, and of the older ones so many that the window holds no more than {@code size}. */
    DemandWindow plus(KernelReading reading, int size) {
        List<Counters> all = new ArrayList<>(samples);
        all.add(Counters.of(reading));
        return new DemandWindow(new ArrayList<>(all.subList(Math.max(0, all.size() - size), all.size())));
    }

    /** The demand from the oldest sample of the window to this reading. */
    Demand until(KernelReading reading, LoggedFailures failures) {
        requireNonNull(failures, "failures is null");
        Counters last = Counters.of(reading);
        long compactFails = 0;
        long allocStalls = 0;
        for (int i = 0; i < samples.size(); i++) {
            Counters later = i + 1 < samples.size() ? samples.get(i + 1) : last;
            compactFails += rise(samples.get(i).compactFail, later.compactFail);
            allocStalls += rise(samples.get(i).allocStall, later.allocStall);
        }
        long start = samples.isEmpty() ? last.nanoTime : samples.get(0).nanoTime;
        OptionalInt failedOrder = failures.since(start).lowestOrder();
        return new Demand(failures.isReadable() || last.isTold(), compactFails, allocStalls, failedOrder,
                Math.round((last.nanoTime - start) / 1e9));
    }

    /** A counter that fell was reset, or its per-CPU parts were caught unevenly: not a rise. */
    private static long rise(OptionalLong earlier, OptionalLong later) {
        return earlier.isPresent() && later.isPresent() ? Math.max(0, later.getAsLong() - earlier.getAsLong()) : 0;
    }

    private static final class Counters {
        private final long nanoTime;
        private final OptionalLong compactFail;
        private final OptionalLong allocStall;

        private Counters(long nanoTime, OptionalLong compactFail, OptionalLong allocStall) {
            this.nanoTime = nanoTime;
            this.compactFail = compactFail;
            this.allocStall = allocStall;
        }

        static Counters of(KernelReading reading) {
            return new Counters(reading.nanoTime(),
                    reading.vmStat().map(vmStat -> vmStat.counter("compact_fail")).orElse(OptionalLong.empty()),
                    reading.vmStat().map(vmStat -> vmStat.sum("allocstall")).orElse(OptionalLong.empty()));
        }

        boolean isTold() {
            return compactFail.isPresent() || allocStall.isPresent();
        }
    }
}
