package io.github.memfrag.fragmentation;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.kernel.KernelReader;
import io.github.memfrag.kernel.KernelReading;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Hands out snapshots, so that all values of one answer come from the same reading of the kernel: within a {@link #pin() pinned}
 * scope a thread sees one snapshot, taken at its first look; outside, a snapshot is at most a second old.
 */
public final class Snapshots {
    private static final long MAX_AGE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final KernelReader reader;
    private final WatchedZones watchedZones;
    private final LongSupplier nanoClock;
    private final ThreadLocal<Pin> pins = new ThreadLocal<>();
    private volatile Snapshot latest;

    public Snapshots(KernelReader reader, WatchedZones watchedZones) {
        this(reader, watchedZones, System::nanoTime);
    }

    /** @param nanoClock on the scale of {@link System#nanoTime()} */
    Snapshots(KernelReader reader, WatchedZones watchedZones, LongSupplier nanoClock) {
        this.reader = requireNonNull(reader, "reader is null");
        this.watchedZones = requireNonNull(watchedZones, "watchedZones is null");
        this.nanoClock = requireNonNull(nanoClock, "nanoClock is null");
    }

    /**
     * The snapshot to answer from.
     *
     * @throws IOException when the kernel does not tell its free blocks; within one scope the same failure each time
     */
    public Snapshot current() throws IOException {
        Pin pin = pins.get();
        return pin == null ? atMostASecondOld() : pin.snapshot();
    }

    /** Reads the kernel now. */
    public Snapshot take() throws IOException {
        KernelReading reading = reader.read();
        Snapshot snapshot = new Snapshot(reading, HostFragmentation.of(reading, watchedZones));
        latest = snapshot;
        return snapshot;
    }

    /** Opens a scope for this thread, to be closed by the same thread; a scope within a scope changes nothing. */
    public Closeable pin() {
        if (pins.get() != null) {
            return () -> { };
        }
        Pin pin = new Pin();
        pins.set(pin);
        return pin;
    }

    private Snapshot atMostASecondOld() throws IOException {
        Snapshot known = latest;
        return known != null && nanoClock.getAsLong() - known.reading().nanoTime() < MAX_AGE_NANOS ? known : take();
    }

    private final class Pin implements Closeable {
        private Snapshot snapshot;
        private IOException failure;

        Snapshot snapshot() throws IOException {
            if (failure != null) {
                throw failure;
            }
            if (snapshot == null) {
                try {
                    snapshot = take();
                } catch (IOException e) {
                    failure = e;
                    throw e;
                }
            }
            return snapshot;
        }

        @Override
        public void close() {
            if (pins.get() == this) { // A second close must not end the scope that came after.
                pins.remove();
            }
        }
    }
}
