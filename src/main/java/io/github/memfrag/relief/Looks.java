package io.github.memfrag.relief;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.sampling.Snapshot;
import io.github.memfrag.sampling.Snapshots;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Looks at the kernel in the course of a relief. */
final class Looks {
    private static final long AGAIN_MILLIS = 200;

    private final Snapshots snapshots;
    private final Cooldowns cooldowns;
    private final Pace pace;

    Looks(Snapshots snapshots, Cooldowns cooldowns, Pace pace) {
        this.snapshots = requireNonNull(snapshots, "snapshots is null");
        this.cooldowns = requireNonNull(cooldowns, "cooldowns is null");
        this.pace = requireNonNull(pace, "pace is null");
    }

    Snapshot now() throws IOException {
        Snapshot snapshot = glance();
        cooldowns.keep();
        return snapshot;
    }

    /** The same for whoever only asks: nothing is put on record. */
    Snapshot glance() throws IOException {
        Snapshot snapshot = snapshots.take();
        snapshot.reading().vmStat().ifPresent(cooldowns::see);
        return snapshot;
    }

    /**
     * The first look that shows enough, or what is seen when the effect of a step had its time to show. An interrupt ends the waiting
     * and stays set.
     *
     * @param goesOn whether somebody still waits for the relief
     */
    Snapshot settled(Predicate<Snapshot> enough, BooleanSupplier goesOn) throws IOException {
        long start = System.nanoTime();
        Snapshot seen = now();
        while (!enough.test(seen) && goesOn.getAsBoolean() && System.nanoTime() - start < pace.settling().toNanos()) {
            try {
                TimeUnit.MILLISECONDS.sleep(AGAIN_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            seen = now();
        }
        return seen;
    }
}
