package io.github.memfrag.relief;

import static io.github.memfrag.relief.ReliefOperation.compactMemory;
import static io.github.memfrag.relief.ReliefOperation.compactNode;
import static io.github.memfrag.relief.ReliefOperation.dropCaches;
import static io.github.memfrag.relief.ReliefOperation.relieve;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Reliefs that nobody waits for. Each step of this kernel waits until the test lets it go on. */
@Timeout(60)
class BackgroundReliefTest {
    @TempDir
    private Path root;

    private final Semaphore begun = new Semaphore(0);
    private final Semaphore mayEnd = new Semaphore(0);
    private final FakeKernel kernel = new FakeKernel(TestHost.withFreeBlocks(100_000, 0, 0, 0, 0)
            .vmStat("drop_pagecache", 0).vmStat("drop_slab", 0)).atStep(this::step);
    private volatile Thread reliefThread;

    @Test
    void itIsBegunAndItsReportComesLater() throws Exception {
        Relief relief = relief();
        long id = relief.start(compactMemory(), "somebody");
        begun.acquire();
        RunningRelief running = relief.running().orElseThrow();
        assertEquals(List.of(id, "somebody", "compact_memory"), List.of(running.id(), running.requestedBy(), running.step()));
        String stillRuns = assertThrows(IllegalStateException.class, () -> relief.report(id)).getMessage();
        assertTrue(stillRuns.matches("relief 1, compactMemory\\(\\), still runs since 20\\S+Z, at compact_memory; its report comes when"
                + " it has ended"), stillRuns);

        mayEnd.release();

        ReliefReport report = ended(relief, id);
        assertEquals(ReliefOutcome.DONE, report.outcome());
        assertEquals(Optional.of(report), relief.lastReport());
    }

    @Test
    void itRunsOnADaemonThreadOfOursThatEndsWithIt() throws Exception {
        Relief relief = relief();
        long id = relief.start(compactMemory(), "test");
        begun.acquire();
        assertEquals("memfrag-relief", reliefThread.getName());
        assertTrue(reliefThread.isDaemon());
        assertSame(Relief.class.getClassLoader(), reliefThread.getContextClassLoader());
        mayEnd.release();
        ended(relief, id);
        reliefThread.join();
    }

    @Test
    void whatThisJvmCanTellIsRefusedAtOnce() throws Exception {
        Relief relief = relief();
        long id = relief.start(compactMemory(), "first");
        begun.acquire();
        String refusal = assertThrows(IllegalStateException.class, () -> relief.start(relieve(4), "second")).getMessage();
        assertTrue(refusal.startsWith("one relief at a time: compactMemory(), requested by first, runs since "), refusal);
        assertThrows(IllegalStateException.class, () -> relief.run(compactMemory(), "third"));
        // What could not be begun later either is told as that.
        assertThrows(IllegalArgumentException.class, () -> relief.start(relieve(5), "test"));
        assertThrows(UnsupportedOperationException.class, () -> relief.start(compactNode(7), "test"));
        mayEnd.release();
        ended(relief, id);
        assertThrows(IllegalArgumentException.class, () -> relief.start(relieve(5), "test"));
        assertThrows(UnsupportedOperationException.class, () -> relief.start(compactNode(7), "test"));
        assertEquals(1, relief.reports().size());
    }

    @Test
    void whatShowsOnlyLaterIsAReport() throws Exception {
        Relief relief = relief();
        kernel.closed(new IllegalStateException("one relief at a time: another relief runs on this host: uid 4711"));
        List<String> told = new CopyOnWriteArrayList<>();
        relief.addListener(new ReliefListener() {
            @Override
            public void started(long id, ReliefOperation operation, String requestedBy) {
                told.add("started");
            }

            @Override
            public void finished(ReliefReport report) {
                told.add("finished " + report.outcome());
            }
        });
        ReliefReport report = ended(relief, relief.start(compactMemory(), "test"));
        assertEquals(ReliefOutcome.REFUSED, report.outcome());
        assertFalse(report.succeeded());
        assertEquals(Optional.empty(), report.effect());
        assertEquals("Refused: one relief at a time: another relief runs on this host: uid 4711.", report.conclusion());
        while (told.isEmpty()) {
            Thread.sleep(1);
        }
        assertEquals(List.of("finished REFUSED"), told);
    }

    @Test
    void whoWaitsIsToldByAnException() {
        kernel.closed(new IllegalStateException("busy"));
        Relief relief = relief();
        assertEquals("busy", assertThrows(IllegalStateException.class, () -> relief.run(compactMemory(), "test")).getMessage());
        assertEquals(List.of(), relief.reports());
        assertEquals(Optional.empty(), relief.running());
    }

    @Test
    void itIsCancelledBetweenTwoSteps() throws Exception {
        Relief relief = relief();
        assertFalse(relief.cancel());
        long id = relief.start(relieve(4), "test");
        begun.acquire();
        assertTrue(relief.cancel());
        mayEnd.release();
        ReliefReport report = ended(relief, id);
        assertEquals(List.of("compact_memory"), kernel.taken());
        assertEquals(ReliefOutcome.CANCELLED, report.outcome());
        assertEquals(Optional.of(false), report.recovered());
        assertEquals("Cancelled; order 4 has not recovered after compact_memory: unusable(4) of Node 0 Normal stayed at 100.0 %.",
                report.conclusion());
        assertFalse(relief.cancel());
    }

    @Test
    void aLadderThatIsCancelledDuringSyncDropsNothing() throws Exception {
        Relief relief = relief();
        long id = relief.start(relieve(4), "test");
        mayEnd.release();
        begun.acquire(2);
        relief.cancel();
        mayEnd.release();
        ReliefReport report = ended(relief, id);
        assertEquals(List.of("compact_memory", "sync"), kernel.taken());
        assertEquals(ReliefOutcome.CANCELLED, report.outcome());
    }

    @Test
    void aDropThatIsCancelledDuringSyncIsNotBegun() throws Exception {
        Relief relief = relief();
        long id = relief.start(dropCaches(3), "test");
        begun.acquire();
        relief.cancel();
        mayEnd.release();
        ReliefReport report = ended(relief, id);
        assertEquals(List.of("sync"), kernel.taken());
        assertEquals("Cancelled after sync, drop_caches 3 was not begun.", report.conclusion());
        assertEquals(ReliefOutcome.CANCELLED, report.outcome());
    }

    @Test
    void whatWasAtItsLastStepWhenItWasCancelledIsDone() throws Exception {
        Relief relief = relief();
        long id = relief.start(compactMemory(), "test");
        begun.acquire();
        assertTrue(relief.cancel());
        mayEnd.release();
        assertEquals(ReliefOutcome.DONE, ended(relief, id).outcome());
    }

    @Test
    void theNextOneIsNotCancelledBeforehand() throws Exception {
        Relief relief = relief();
        long id = relief.start(compactMemory(), "test");
        begun.acquire();
        relief.cancel();
        mayEnd.release(2);
        ended(relief, id);
        assertEquals(ReliefOutcome.DONE, relief.run(compactMemory(), "test").outcome());
    }

    @Test
    void anotherJvmThatWasQuickerBeginsACooldownThatHolds() throws Exception {
        Relief relief = kernel.atOpen(() -> {
            try {
                Path record = root.resolve(Cooldowns.LAST_COMPACT.substring(1));
                Files.createDirectories(record.getParent());
                Files.writeString(record, "just now");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }).relief(root, ReliefSettings.defaults());
        ReliefReport report = ended(relief, relief.start(compactMemory(), "test"));
        assertEquals(ReliefOutcome.REFUSED, report.outcome());
        assertTrue(report.conclusion().startsWith("Refused: too soon: a relief compacted"), report.conclusion());
        assertEquals(List.of(), kernel.taken());
    }

    @Test
    void closedItTakesNoFurtherStepAndBeginsNothing() throws Exception {
        Relief relief = relief();
        long id = relief.start(relieve(4), "test");
        begun.acquire();
        relief.close();
        reliefThread.join();
        assertEquals(ReliefOutcome.CANCELLED, relief.report(id).outcome());
        assertEquals(List.of("compact_memory"), kernel.taken());
        assertEquals("the agent has been stopped, it begins no relief",
                assertThrows(IllegalStateException.class, () -> relief.start(relieve(4), "test")).getMessage());
    }

    @Test
    void theLastTwentyReportsAreKept() throws Exception {
        Relief relief = relief();
        assertEquals("there is no report of a relief 1: this JVM has none so far",
                assertThrows(IllegalArgumentException.class, () -> relief.report(1)).getMessage());
        for (int i = 0; i < 23; i++) {
            mayEnd.release();
            relief.run(compactMemory(), "test");
        }
        assertEquals(LongStream.rangeClosed(4, 23).boxed().toList(), relief.reports().stream().map(ReliefReport::id).toList());
        assertEquals(4, relief.report(4).id());
        for (long unknown : new long[] {3, 24, -1}) {
            assertEquals("there is no report of a relief " + unknown + ": there are those of 4 to 23, the last 20 are kept",
                    assertThrows(IllegalArgumentException.class, () -> relief.report(unknown)).getMessage());
        }
    }

    private Relief relief() {
        return kernel.relief(root, ReliefSettings.defaults().withoutCooldowns());
    }

    private void step() {
        reliefThread = Thread.currentThread();
        begun.release();
        try {
            mayEnd.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ReliefReport ended(Relief relief, long id) throws InterruptedException {
        long start = System.nanoTime();
        while (relief.running().isPresent() && System.nanoTime() - start < TimeUnit.SECONDS.toNanos(30)) {
            Thread.sleep(1);
        }
        return relief.report(id);
    }
}
