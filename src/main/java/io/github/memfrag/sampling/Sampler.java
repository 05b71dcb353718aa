package io.github.memfrag.sampling;

import static java.util.Objects.requireNonNull;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Takes a sample at a steady interval, on a daemon thread of its own, and hands it on. */
public final class Sampler implements Closeable {
    private final Snapshots snapshots;
    private final Consumer<Snapshot> listener;
    private final Runnable unreadable;
    private final ScheduledThreadPoolExecutor thread;
    private Duration interval;
    private ScheduledFuture<?> schedule;
    private volatile long sampleMicros = -1;

    private Sampler(Snapshots snapshots, Consumer<Snapshot> listener, Runnable unreadable, ScheduledThreadPoolExecutor thread) {
        this.snapshots = requireNonNull(snapshots, "snapshots is null");
        this.listener = requireNonNull(listener, "listener is null");
        this.unreadable = requireNonNull(unreadable, "unreadable is null");
        this.thread = requireNonNull(thread, "thread is null");
    }

    /** Starts at once. A kernel that does not tell, or a listener that fails, costs one sample and no more. */
    public static Sampler start(Snapshots snapshots, Duration interval, Consumer<Snapshot> listener) {
        return start(snapshots, interval, listener, () -> { });
    }

    /** @param unreadable is told in place of the listener when the kernel does not tell its free blocks */
    public static Sampler start(Snapshots snapshots, Duration interval, Consumer<Snapshot> listener, Runnable unreadable) {
        ClassLoader loader = Sampler.class.getClassLoader();
        ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread sampling = new Thread(task, "memfrag-sampler");
            sampling.setDaemon(true);
            sampling.setContextClassLoader(loader);
            return sampling;
        });
        Sampler sampler = new Sampler(snapshots, listener, unreadable, thread);
        sampler.begin(interval, 0);
        return sampler;
    }

    private synchronized void begin(Duration newInterval, long delayMillis) {
        interval = newInterval;
        // With a fixed delay, so that a host that was suspended is not sampled in a burst.
        schedule = thread.scheduleWithFixedDelay(() -> survive(this::sample), delayMillis, newInterval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Samples at another interval from now on. */
    public synchronized void apply(Duration changedInterval) {
        if (!requireNonNull(changedInterval, "changedInterval is null").equals(interval)) {
            ScheduledFuture<?> old = schedule;
            begin(changedInterval, changedInterval.toMillis());
            old.cancel(false);
        }
    }

    /** Runs something else on the same thread, between the samples, with a pause after each run. Where it fails, that costs one run. */
    public void runBetween(Runnable task, Duration pause) {
        requireNonNull(task, "task is null");
        thread.scheduleWithFixedDelay(() -> survive(task), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What the last sample cost, its listener included, in microseconds; empty before the first. */
    public OptionalLong sampleMicros() {
        return sampleMicros < 0 ? OptionalLong.empty() : OptionalLong.of(sampleMicros);
    }

    private static void survive(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            // Who asks the MBeans is told why; here it would end the schedule, even if the host's heap was full for a moment.
        }
    }

    private void sample() {
        long start = System.nanoTime();
        Snapshot sample;
        try {
            sample = snapshots.sample();
        } catch (IOException e) {
            unreadable.run();
            return;
        }
        listener.accept(sample);
        sampleMicros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
