package io.github.memfrag.sampling;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.fragmentation.HostFragmentation;
import io.github.memfrag.fragmentation.WatchedZones;
import io.github.memfrag.kernel.KernelReader;
import io.github.memfrag.kernel.KernelReading;
import io.github.memfrag.kernel.log.AllocationFailure;
import io.github.memfrag.verdict.Verdict;
import io.github.memfrag.verdict.VerdictSettings;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Hands out snapshots, so that all values of one answer come from the same reading of the kernel: within a {@link #pin() pinned}
 * scope a thread sees one snapshot, taken at its first look; outside, a snapshot is at most a second old.
 */
public final class Snapshots {
    private static final long MAX_AGE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final KernelReader reader;
    private volatile WatchedZones watchedZones;
    private final PastSamples past;
    private final LongSupplier nanoClock;
    private final ThreadLocal<Pin> pins = new ThreadLocal<>();
    private volatile Snapshot latest;

    /** With the default rules for a verdict. */
    public Snapshots(KernelReader reader, WatchedZones watchedZones) {
        this(reader, watchedZones, VerdictSettings.defaults());
    }

    public Snapshots(KernelReader reader, WatchedZones watchedZones, VerdictSettings settings) {
        this(reader, watchedZones, settings, System::nanoTime);
    }

    /** @param nanoClock on the scale of {@link System#nanoTime()} */
    Snapshots(KernelReader reader, WatchedZones watchedZones, VerdictSettings settings, LongSupplier nanoClock) {
        this.reader = requireNonNull(reader, "reader is null");
        this.watchedZones = requireNonNull(watchedZones, "watchedZones is null");
        this.past = new PastSamples(settings);
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

    /** What the verdicts are made of. */
    public VerdictSettings settings() {
        return past.settings();
    }

    /** Other zones to watch and other settings: the next sample is judged by them, in the light of those before. */
    public void apply(WatchedZones changedZones, VerdictSettings changedSettings) {
        watchedZones = requireNonNull(changedZones, "changedZones is null");
        past.apply(changedSettings);
    }

    /** The verdict of the {@link #current() current} snapshot; UNKNOWN with the reason when the kernel does not tell. */
    public Verdict verdict() {
        try {
            return current().verdict();
        } catch (IOException e) {
            return Verdict.unknown(e.getMessage(), past.settings());
        }
    }

    /** Reads the kernel now. It is a look only: however often somebody takes one, no verdict comes sooner for it. */
    public Snapshot take() throws IOException {
        KernelReading reading = reader.read();
        return latest(past.lookAt(reading, HostFragmentation.of(reading, watchedZones)));
    }

    /** Reads the kernel now, for history and verdict to count: for the sampler, at a steady interval. */
    Snapshot sample() throws IOException {
        KernelReading reading = reader.read();
        return latest(past.add(reading, HostFragmentation.of(reading, watchedZones)));
    }

    private Snapshot latest(Snapshot snapshot) {
        latest = snapshot;
        return snapshot;
    }

    /** A failure that the kernel's log told of; from any thread. */
    public void failed(AllocationFailure failure) {
        past.failed(requireNonNull(failure, "failure is null"), System.currentTimeMillis(), nanoClock.getAsLong());
    }

    /** Whether there is a kernel log to be read: only then it means something that it tells of no failure. */
    public void logReadable(boolean isReadable) {
        past.logReadable(isReadable);
    }

    /**
     * What the samples of the last so many minutes were, a point a minute, the oldest first; at most 24 hours.
     *
     * @throws IllegalArgumentException when the number is below 1
     */
    public List<HistoryPoint> history(int minutes) {
        if (minutes < 1) {
            throw new IllegalArgumentException("minutes must be 1 or more (there are 1440 at most), not " + minutes);
        }
        return past.history(minutes, nanoClock.getAsLong());
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
