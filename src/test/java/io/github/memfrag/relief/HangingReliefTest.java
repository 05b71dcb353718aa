package io.github.memfrag.relief;

import static io.github.memfrag.relief.ReliefOperation.compactMemory;
import static io.github.memfrag.relief.ReliefOperation.dropCaches;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.fragmentation.WatchedZones;
import io.github.memfrag.kernel.KernelReader;
import io.github.memfrag.kernel.KernelTree;
import io.github.memfrag.kernel.VmControls;
import io.github.memfrag.relief.helper.ReliefStep.Outcome;
import io.github.memfrag.relief.helper.TestWays;
import io.github.memfrag.relief.helper.ReliefStep;
import io.github.memfrag.sampling.Snapshots;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Writes that do not come back, as of a kernel that hangs: the control is a named pipe that nobody reads. */
@Timeout(60)
class HangingReliefTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(50);

    /** What the helper has been asked for, a line each. */
    private static final String ASKED = "asked";

    @TempDir
    private Path root;
    private KernelTree tree;
    private final List<Path> pipes = new ArrayList<>();
    private final List<ProcessHandle> strangers = ProcessHandle.current().children().toList();

    @BeforeEach
    void recordATree() throws IOException {
        TestHost.withFreeBlocks(64).record(root);
        tree = KernelTree.recorded(root);
    }

    @AfterEach
    void letAllGo() throws Exception {
        // Over and over, since a child may just be about to open its pipe.
        while (ProcessHandle.current().children().anyMatch(child -> !strangers.contains(child) && child.isAlive())) {
            for (Path pipe : pipes) {
                new RandomAccessFile(pipe.toFile(), "rw").close();
            }
            Thread.sleep(10);
        }
    }

    @Test
    void theWaitEndsAtItsLimitAndTheNextReliefWaitsForTheKernel() throws Exception {
        Path drop = pipe(VmControls.DROP_CACHES);
        Relief relief = relief(TestWays.helperText(), LONG, SHORT);

        ReliefReport report = relief.run(dropCaches(3), "test");
        assertFalse(report.succeeded());
        assertEquals(Outcome.TIMED_OUT, report.steps().get(1).outcome());

        String refusal = assertThrows(IllegalStateException.class,
                () -> relief.run(compactMemory(), "test")).getMessage();
        assertTrue(refusal.matches("one relief at a time: another relief runs on this host: test \\(pid \\d+\\), since 20\\S+Z"),
                refusal);

        assertEquals("3", readLine(drop));
        assertTrue(eventually(relief, compactMemory()).succeeded());
    }

    @Test
    void anInterruptEndsTheWaitAndStays() throws Exception {
        pipe(VmControls.DROP_CACHES);
        Relief relief = relief(TestWays.helperText(), LONG, LONG);
        Run run = new Run(relief, "drop-caches 3");

        run.thread.interrupt();

        ReliefReport report = run.report.get();
        assertEquals(Outcome.INTERRUPTED, report.steps().get(1).outcome());
        assertTrue(run.interruptedAfter.get());
        assertThrows(IllegalStateException.class, () -> relief.run(compactMemory(), "test"));
    }

    @Test
    void anInterruptDuringSyncLeavesTheDropUndone() throws Exception {
        Relief relief = relief(hangingSync(), LONG, LONG);
        Run run = new Run(relief, "sync");

        run.thread.interrupt();

        ReliefReport report = run.report.get();
        assertEquals(List.of(Outcome.INTERRUPTED), report.steps().stream().map(ReliefStep::outcome).toList());
        assertFalse(report.succeeded());
        assertEquals("", Files.readString(tree.locate(VmControls.DROP_CACHES)));
    }

    @Test
    void aSyncThatHangsDoesNotPreventTheDrop() throws Exception {
        Relief relief = relief(hangingSync(), LONG, LONG);

        ReliefReport report = relief.run(dropCaches(3), "test");

        assertEquals(List.of(Outcome.TIMED_OUT, Outcome.DONE), report.steps().stream().map(ReliefStep::outcome).toList());
        assertTrue(report.succeeded());
        assertTrue(report.conclusion().contains("sync was not finished in time"), report.conclusion());
    }

    @Test
    void aSyncThatNobodyWaitsForAnyLongerDoesNotPreventTheDrop() throws Exception {
        Relief relief = relief(hangingSync(), SHORT, LONG);

        ReliefReport report = relief.run(dropCaches(3), "test");

        assertEquals(List.of(Outcome.TIMED_OUT, Outcome.DONE), report.steps().stream().map(ReliefStep::outcome).toList());
        assertEquals("3\n", Files.readString(tree.locate(VmControls.DROP_CACHES)));
    }

    @Test
    void aSyncThatHangsIsNotJoinedByAnother() throws Exception {
        Relief relief = relief(hangingSync(), LONG, LONG);
        relief.run(dropCaches(3), "test");

        ReliefReport report = relief.run(dropCaches(3), "test");

        assertEquals("an earlier sync still runs", report.steps().get(0).message());
        assertTrue(report.succeeded());
    }

    @Test
    void aSecondRequestIsRefusedWithWhatRunsAndSinceWhen() throws Exception {
        Path drop = pipe(VmControls.DROP_CACHES);
        Relief relief = relief(TestWays.helperText(), LONG, LONG);
        Run run = new Run(relief, "drop-caches 3");

        String refusal = assertThrows(IllegalStateException.class,
                () -> relief.run(compactMemory(), "second")).getMessage();

        assertTrue(refusal.matches("one relief at a time: dropCaches\\(3\\), requested by first, runs since 20\\S+Z"), refusal);
        assertEquals("3", readLine(drop));
        assertTrue(run.report.get().succeeded());
    }

    @Test
    void manyRequestsAtOnceRunOneByOne() throws Exception {
        // Fails when another child is at work.
        Relief relief = relief(helperWith("/bin/echo \"$value\" > \"$root$file\"",
                "mkdir \"$root/busy\" && sleep 0.02 && rmdir \"$root/busy\""), LONG, LONG);
        int threads = 8;
        int requests = 12;
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<List<Long>>> clients = new ArrayList<>();
            for (int client = 0; client < threads; client++) {
                clients.add(pool.submit(() -> {
                    start.await();
                    List<Long> ids = new ArrayList<>();
                    for (int request = 0; request < requests; request++) {
                        try {
                            ReliefReport report = relief.run(compactMemory(), "test");
                            assertTrue(report.succeeded(), report.conclusion());
                            ids.add(report.id());
                        } catch (IllegalStateException refused) {
                            assertTrue(refused.getMessage().startsWith("one relief at a time"), refused.getMessage());
                        }
                    }
                    return ids;
                }));
            }
            start.countDown();
            List<Long> ids = new ArrayList<>();
            for (Future<List<Long>> client : clients) {
                ids.addAll(client.get());
            }
            assertTrue(ids.size() < threads * requests, "none was refused");
            assertEquals(ids.size(), relief.lastReport().orElseThrow().id());
            assertEquals(ids.size(), ids.stream().distinct().count());
        } finally {
            pool.shutdownNow();
        }
    }

    /** A relief on a thread of its own, of which the helper has been asked for the given verb. */
    private final class Run {
        private final CompletableFuture<ReliefReport> report = new CompletableFuture<>();
        private final CompletableFuture<Boolean> interruptedAfter = new CompletableFuture<>();
        private final Thread thread;

        Run(Relief relief, String verb) throws IOException, InterruptedException {
            thread = new Thread(() -> {
                try {
                    report.complete(relief.run(dropCaches(3), "first"));
                } catch (IOException | RuntimeException e) {
                    report.completeExceptionally(e);
                }
                interruptedAfter.complete(Thread.currentThread().isInterrupted());
            });
            thread.start();
            while (!Files.exists(root.resolve(ASKED)) || !Files.readString(root.resolve(ASKED)).contains(verb)) {
                Thread.sleep(1);
            }
        }
    }

    private Relief relief(String helper, Duration syncLimit, Duration writeLimit) {
        String noting = replaced(helper, "obey() {", "obey() { echo \"$1\" >> \"$root/" + ASKED + "\";");
        return new Relief(tree, TestWays.direct(noting, tree),
                new Snapshots(new KernelReader(tree), WatchedZones.automatic()), ReliefSettings.defaults().withoutCooldowns(),
                OptionalLong.of(4096), new Pace(syncLimit, writeLimit, Duration.ZERO, false));
    }

    /** The packed helper, but for a sync that waits as on a disk that hangs, and is waited for 1 s. */
    private String hangingSync() throws Exception {
        Path disk = pipe("/disk");
        return helperWith("/bin/sync <", "cat " + disk + " <", "timeout 60", "timeout 1", "[ -z \"$root\" ]; then sync", "true; then sync");
    }

    /** The packed helper, but for some pieces of its text. */
    private static String helperWith(String... piecesAndOthers) {
        return replaced(TestWays.helperText(), piecesAndOthers);
    }

    private static String replaced(String original, String... piecesAndOthers) {
        String text = original;
        for (int i = 0; i < piecesAndOthers.length; i += 2) {
            assertTrue(text.contains(piecesAndOthers[i]), piecesAndOthers[i]);
            text = text.replace(piecesAndOthers[i], piecesAndOthers[i + 1]);
        }
        return text;
    }

    private Path pipe(String name) throws Exception {
        Path pipe = tree.locate(name);
        Files.deleteIfExists(pipe);
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        pipes.add(pipe);
        return pipe;
    }

    private static String readLine(Path pipe) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(pipe.toFile(), "rw")) {
            return file.readLine();
        }
    }

    private static ReliefReport eventually(Relief relief, ReliefOperation operation) throws Exception {
        while (true) {
            try {
                return relief.run(operation, "test");
            } catch (IllegalStateException stillBusy) {
                Thread.sleep(20);
            }
        }
    }
}
