package io.github.memfrag.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.memfrag.fragmentation.WatchedZones;
import io.github.memfrag.kernel.KernelReader;
import io.github.memfrag.kernel.KernelTree;
import io.github.memfrag.testing.RecordedTrees;
import io.github.memfrag.verdict.State;
import io.github.memfrag.verdict.Verdict;
import io.github.memfrag.verdict.VerdictSettings;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("try") // A scope is opened for what it does; nobody refers to it.
class SnapshotsTest {
    private final KernelTree tree = RecordedTrees.tree("recorded-1-healthy");
    private final AtomicInteger readings = new AtomicInteger();
    private volatile boolean kernelTells = true;
    private final KernelReader reader = new KernelReader(name -> {
        if (name.equals("/proc/buddyinfo")) {
            readings.incrementAndGet();
            if (!kernelTells) {
                throw new FileNotFoundException(name);
            }
        }
        return tree.read(name);
    });
    /** Stands still until a test moves it, so that a slow machine changes nothing. */
    private final AtomicLong clock = new AtomicLong(System.nanoTime());
    private final Snapshots snapshots = new Snapshots(reader, WatchedZones.automatic(), VerdictSettings.defaults(), clock::get);

    @Test
    void readTheKernelOnceInAScope() throws IOException {
        try (Closeable scope = snapshots.pin()) {
            Snapshot first = clockStartsAt(snapshots.current());
            later(Duration.ofSeconds(10));
            assertSame(first, snapshots.current());
            assertSame(first, snapshots.current());
        }
        assertEquals(1, readings.get());
    }

    @Test
    void readNothingInAScopeThatLooksAtNothing() throws IOException {
        snapshots.pin().close();

        assertEquals(0, readings.get());
    }

    @Test
    void readAnewInEachScope() throws IOException {
        Snapshot first;
        try (Closeable scope = snapshots.pin()) {
            first = snapshots.current();
        }
        try (Closeable scope = snapshots.pin()) {
            assertNotSame(first, snapshots.current());
        }
        assertEquals(2, readings.get());
    }

    @Test
    void readAnewInAScopeThoughOneIsKeptOutside() throws IOException {
        Snapshot outside = clockStartsAt(snapshots.current());
        try (Closeable scope = snapshots.pin()) {
            assertNotSame(outside, snapshots.current());
        }
    }

    @Test
    void keepTheOuterScopeUntilItEnds() throws IOException {
        try (Closeable outer = snapshots.pin()) {
            Snapshot first;
            try (Closeable inner = snapshots.pin()) {
                first = clockStartsAt(snapshots.current());
            }
            later(Duration.ofSeconds(10));
            assertSame(first, snapshots.current());
        }
        assertEquals(1, readings.get());
    }

    @Test
    void areNotConfusedByAScopeThatIsClosedTwice() throws IOException {
        Closeable first = snapshots.pin();
        first.close();
        try (Closeable second = snapshots.pin()) {
            Snapshot pinned = clockStartsAt(snapshots.current());
            later(Duration.ofSeconds(10));
            first.close();
            assertSame(pinned, snapshots.current());
        }
    }

    @Test
    void repeatTheFailureOfAScope() throws IOException {
        kernelTells = false;
        try (Closeable scope = snapshots.pin()) {
            IOException failure = assertThrows(IOException.class, snapshots::current);
            kernelTells = true;
            assertSame(failure, assertThrows(IOException.class, snapshots::current));
        }
        assertEquals(1, readings.get());
        try (Closeable scope = snapshots.pin()) {
            snapshots.current();
        }
    }

    @Test
    void areKeptForASecondOutsideAScope() throws IOException {
        Snapshot first = clockStartsAt(snapshots.current());

        later(Duration.ofMillis(999));
        assertSame(first, snapshots.current());

        later(Duration.ofMillis(1));
        assertNotSame(first, snapshots.current());
        assertEquals(2, readings.get());
    }

    @Test
    void doNotKeepAFailureOutsideAScope() throws IOException {
        kernelTells = false;
        assertThrows(IOException.class, snapshots::current);
        kernelTells = true;

        assertEquals(3, snapshots.current().host().zones().size());
    }

    @Test
    void readTheKernelAtEachTake() throws IOException {
        Snapshot taken = clockStartsAt(snapshots.take());

        assertSame(taken, snapshots.current());
        assertNotSame(taken, snapshots.take());
    }

    @Test
    void giveAVerdictOfTheReadingThatTheScopeSees() throws IOException {
        try (Closeable scope = snapshots.pin()) {
            assertSame(snapshots.current().verdict(), snapshots.verdict());
            assertEquals(State.OK, snapshots.verdict().state());
        }
        assertEquals(1, readings.get());
    }

    @Test
    void giveAnUnknownVerdictWithTheReasonWhereTheKernelDoesNotTell() {
        kernelTells = false;

        Verdict verdict = snapshots.verdict();

        assertEquals(State.UNKNOWN, verdict.state());
        assertEquals(assertThrows(IOException.class, snapshots::take).getMessage(), verdict.reason());
        assertEquals(Optional.empty(), verdict.zone());
        assertEquals(OptionalLong.empty(), verdict.sinceEpochMillis());
        assertEquals(4, verdict.watchOrder());
    }

    @Test
    void keepInTheirHistoryWhatWasSampledAndNotWhatWasAskedFor() throws IOException {
        snapshots.take();
        assertEquals(List.of(), snapshots.history(60));

        clockStartsAt(snapshots.sample());
        assertEquals(1, snapshots.history(60).size());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void refuseAHistoryOfNoMinute(int minutes) {
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> snapshots.history(minutes));

        assertEquals("minutes must be 1 or more (there are 1440 at most), not " + minutes, refusal.getMessage());
    }

    @Test
    void giveEachThreadAReadingOfItsOwnInItsScope() throws Exception {
        int threads = 8;
        int looks = 50;
        CyclicBarrier together = new CyclicBarrier(threads);
        Callable<Set<Snapshot>> answer = () -> {
            Set<Snapshot> seen = new HashSet<>();
            together.await(10, TimeUnit.SECONDS);
            try (Closeable scope = snapshots.pin()) {
                for (int look = 0; look < looks; look++) {
                    seen.add(snapshots.current());
                    Thread.yield();
                }
            }
            return seen;
        };
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Set<Snapshot>>> answers = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                answers.add(pool.submit(answer));
            }
            Set<Snapshot> all = new HashSet<>();
            for (Future<Set<Snapshot>> seen : answers) {
                assertEquals(1, seen.get(10, TimeUnit.SECONDS).size());
                all.addAll(seen.get());
            }
            assertEquals(threads, all.size());
            assertEquals(threads, readings.get());
        } finally {
            pool.shutdownNow();
        }
    }

    private Snapshot clockStartsAt(Snapshot snapshot) {
        clock.set(snapshot.reading().nanoTime());
        return snapshot;
    }

    private void later(Duration time) {
        clock.addAndGet(time.toNanos());
    }
}
