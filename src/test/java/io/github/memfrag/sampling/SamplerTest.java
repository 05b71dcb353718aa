package io.github.memfrag.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.fragmentation.WatchedZones;
import io.github.memfrag.kernel.KernelReader;
import io.github.memfrag.kernel.KernelTree;
import io.github.memfrag.testing.RecordedTrees;
import io.github.memfrag.verdict.VerdictSettings;
import java.io.FileNotFoundException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

@SuppressWarnings("try") // A sampler is opened for what it does; not every test refers to it.
class SamplerTest {
    private static final Duration OFTEN = Duration.ofMillis(1);
    private static final Duration NEVER_AGAIN = Duration.ofDays(1);
    private static final List<Throwable> FAILURES = List.of(new IllegalStateException("listener"), new OutOfMemoryError("host"));

    private final KernelTree tree = RecordedTrees.tree("recorded-1-healthy");
    private final long start = System.nanoTime();
    /** Their clock stands still, so that a slow machine changes nothing. */
    private final Snapshots snapshots = new Snapshots(new KernelReader(tree), WatchedZones.automatic(), VerdictSettings.defaults(),
            () -> start);
    private final BlockingQueue<Snapshot> samples = new SynchronousQueue<>();

    @Test
    void takesASnapshotAtOnce() throws InterruptedException {
        try (Sampler sampler = Sampler.start(snapshots, NEVER_AGAIN, this::handOver)) {
            assertEquals(3, next().host().zones().size());
        }
    }

    @Test
    void takesSamplesThatCount() throws InterruptedException {
        try (Sampler sampler = Sampler.start(snapshots, NEVER_AGAIN, this::handOver)) {
            next();
            assertEquals(1, snapshots.history(1).size());
        }
    }

    @Test
    void readsTheKernelAnewAtEachInterval() throws InterruptedException {
        try (Sampler sampler = Sampler.start(snapshots, OFTEN, this::handOver)) {
            assertNotSame(next(), next());
        }
    }

    @Test
    void takesAnotherIntervalWhileItRuns() throws InterruptedException {
        try (Sampler sampler = Sampler.start(snapshots, NEVER_AGAIN, this::handOver)) {
            next();
            sampler.apply(OFTEN);
            assertNotSame(next(), next());
            sampler.apply(NEVER_AGAIN);
            samples.poll(2, TimeUnit.SECONDS); // one may have been under way
            assertNull(samples.poll(100, TimeUnit.MILLISECONDS));
        }
    }

    @ParameterizedTest
    @FieldSource("FAILURES")
    void runsSomethingElseOnItsThreadAgainAndAgainHoweverItFails(Throwable failure) throws InterruptedException {
        BlockingQueue<String> threads = new SynchronousQueue<>();
        try (Sampler sampler = Sampler.start(snapshots, NEVER_AGAIN, snapshot -> { })) {
            sampler.runBetween(() -> {
                threads.offer(Thread.currentThread().getName());
                SamplerTest.<RuntimeException>raise(failure);
            }, OFTEN);
            for (int i = 0; i < 2; i++) {
                assertEquals("memfrag-sampler", threads.poll(10, TimeUnit.SECONDS));
            }
        }
    }

    @Test
    void leavesItsSnapshotToThoseWhoAskWithinASecond() throws Exception {
        try (Sampler sampler = Sampler.start(snapshots, NEVER_AGAIN, this::handOver)) {
            assertSame(next(), snapshots.current());
        }
    }

    @Test
    void goesOnAfterAKernelThatDidNotTell() throws InterruptedException {
        AtomicInteger readings = new AtomicInteger();
        KernelReader reader = new KernelReader(name -> {
            if (name.equals("/proc/buddyinfo") && readings.getAndIncrement() == 0) {
                throw new FileNotFoundException(name);
            }
            return tree.read(name);
        });
        try (Sampler sampler = Sampler.start(new Snapshots(reader, WatchedZones.automatic()), OFTEN, this::handOver)) {
            assertEquals(3, next().host().zones().size());
        }
    }

    @ParameterizedTest
    @FieldSource("FAILURES")
    void goesOnAfterAListenerThatFailed(Throwable failure) throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        Consumer<Snapshot> failingFirst = snapshot -> {
            if (calls.getAndIncrement() == 0) {
                SamplerTest.<RuntimeException>raise(failure);
            }
            handOver(snapshot);
        };
        try (Sampler sampler = Sampler.start(snapshots, OFTEN, failingFirst)) {
            assertEquals(3, next().host().zones().size());
        }
    }

    @Test
    void tellsWhatTheLastSampleCost() throws InterruptedException {
        try (Sampler sampler = Sampler.start(snapshots, OFTEN, this::handOver)) {
            assertEquals(OptionalLong.empty(), sampler.sampleMicros());
            next();
            next();
            assertTrue(sampler.sampleMicros().orElseThrow() > 0);
        }
    }

    @Test
    void runsOnANamedDaemonThreadWithAContextLoaderOfItsOwn() throws InterruptedException {
        BlockingQueue<Thread> threads = new ArrayBlockingQueue<>(1);
        ClassLoader hosts = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(null);
        try (Sampler sampler = Sampler.start(snapshots, NEVER_AGAIN, snapshot -> threads.add(Thread.currentThread()))) {
            Thread thread = threads.poll(10, TimeUnit.SECONDS);
            assertEquals("memfrag-sampler", thread.getName());
            assertTrue(thread.isDaemon());
            assertSame(Sampler.class.getClassLoader(), thread.getContextClassLoader());
        } finally {
            Thread.currentThread().setContextClassLoader(hosts);
        }
    }

    @Test
    void endsItsThreadWhenItIsClosed() throws InterruptedException {
        BlockingQueue<Thread> threads = new ArrayBlockingQueue<>(1);
        Thread thread;
        try (Sampler sampler = Sampler.start(snapshots, OFTEN, snapshot -> threads.offer(Thread.currentThread()))) {
            thread = threads.poll(10, TimeUnit.SECONDS);
        }
        thread.join(Duration.ofSeconds(10).toMillis());
        assertFalse(thread.isAlive());
    }

    private Snapshot next() throws InterruptedException {
        return samples.poll(10, TimeUnit.SECONDS);
    }

    private void handOver(Snapshot snapshot) {
        try {
            samples.put(snapshot);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void raise(Throwable failure) throws T {
        throw (T) failure;
    }
}
