package io.github.memfrag.relief;

import static io.github.memfrag.relief.ReliefOperation.compactMemory;
import static io.github.memfrag.relief.ReliefOperation.compactNode;
import static io.github.memfrag.relief.ReliefOperation.dropCaches;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.memfrag.relief.helper.ReliefStep.Outcome;
import io.github.memfrag.relief.helper.ReliefStep;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConclusionTest {
    private static final long GIB = 1L << 30;
    private static final ReliefStep SYNCED = new ReliefStep("sync", 40, Outcome.DONE, "");
    private static final TestHost FAILING = TestHost.withFreeBlocks(127146, 68215, 1614, 0, 0, 0, 0, 0, 0, 0, 1);
    private static final TestHost AFTER_DROP =
            TestHost.withFreeBlocks(524538, 365499, 176074, 45644, 4338, 140, 6, 0, 0, 0, 1);
    private static final TestHost AFTER_COMPACTION =
            TestHost.withFreeBlocks(145048, 131183, 76864, 38454, 20405, 11854, 5149, 1143, 96, 3, 1);

    @Test
    void theIncidentsDropFreedMemoryButFewLargeBlocks() {
        assertEquals("Dropped page cache, dentries and inodes: free memory grew by 8.1 GiB; "
                + "unusable(4) of Node 0 Normal fell from 99.6 % to 96.8 % and 4,642 order-4 blocks were gained.",
                conclusion(dropCaches(3), List.of(SYNCED, done(dropCaches(3))), FAILING, AFTER_DROP));
    }

    @Test
    void theIncidentsCompactionMadeTheLargeBlocks() {
        assertEquals("Compaction returned success, and this kernel does not count what it moved; "
                + "unusable(4) of Node 0 Normal fell from 96.8 % to 45.8 % and 70,843 order-4 blocks were gained.",
                conclusion(compactMemory(), List.of(done(compactMemory())), AFTER_DROP, AFTER_COMPACTION));
    }

    @Test
    void aCompactionThatBroughtNothingIsToldWithWhatStandsInItsWay() {
        TestHost before = crumbs().managedPages(1_000_064)
                .vmStat("compact_migrate_scanned", 0).vmStat("compact_free_scanned", 0).vmStat("pgmigrate_success", 0);
        TestHost after = crumbs().memInfo("MemTotal", 4 * GIB).memInfo("SUnreclaim", 3 * GIB)
                .vmStat("compact_migrate_scanned", 12_000).vmStat("compact_free_scanned", 0).vmStat("pgmigrate_success", 0);
        assertEquals("Compaction returned success but moved nothing (12,000 pages scanned); "
                + "it scanned no more than 1.2 % of the used pages and ended early, as a contended run does; "
                + "unusable(4) of Node 0 Normal stayed at 100.0 %; "
                + "3.0 GiB are unreclaimable slab, which compaction cannot move.",
                conclusion(compactMemory(), List.of(done(compactMemory())), before, after));
    }

    static Stream<Arguments> zones() {
        return Stream.of(
                argumentSet("fewer large blocks than before",
                        compactMemory(), TestHost.withFreeBlocks(0, 0, 0, 0, 4), TestHost.withFreeBlocks(48, 0, 0, 0, 1),
                        "; unusable(4) of Node 0 Normal rose from 0.0 % to 75.0 % and 3 order-4 blocks were lost."),
                argumentSet("one block", compactMemory(), crumbs(), TestHost.withFreeBlocks(48, 0, 0, 0, 1),
                        "; unusable(4) of Node 0 Normal fell from 100.0 % to 75.0 % and 1 order-4 block was gained."),
                argumentSet("the worst zone is not on the node that was compacted", compactNode(1),
                        crumbs().node(1, 16, 0, 0, 0, 1), crumbs().node(1, 0, 0, 0, 0, 2),
                        "; unusable(4) of Node 1 Normal fell from 50.0 % to 0.0 % and 1 order-4 block was gained."),
                argumentSet("the zone is taken away meanwhile", compactMemory(),
                        crumbs(), new TestHost().node(1, 16, 0, 0, 0, 1), "."),
                argumentSet("a node without memory", compactNode(2), crumbs(), crumbs(), "."));
    }

    @ParameterizedTest
    @MethodSource("zones")
    void theWorstZoneIsJudgedByTheSameZoneAfter(ReliefOperation operation, TestHost before, TestHost after, String end) {
        assertEquals("Compaction returned success, and this kernel does not count what it moved" + end,
                conclusion(operation, List.of(done(operation)), before, after));
    }

    static Stream<Arguments> unfinished() {
        ReliefOperation drop = dropCaches(3);
        return Stream.of(
                argumentSet("the kernel refuses",
                        List.of(SYNCED, step(drop, 5, Outcome.FAILED, "cannot write 3 to FILE: Read-only file system")),
                        "Failed at drop_caches 3: cannot write 3 to FILE: Read-only file system."),
                argumentSet("the kernel does not come back",
                        List.of(SYNCED, step(drop, 600_000, Outcome.TIMED_OUT, "left to itself")),
                        "The kernel is still at drop_caches 3 after 600.0 s; "
                                + "so far unusable(4) of Node 0 Normal stayed at 100.0 %."),
                argumentSet("an interrupt during the drop",
                        List.of(SYNCED, step(drop, 3210, Outcome.INTERRUPTED, "left to itself")),
                        "The wait for drop_caches 3 was interrupted after 3.2 s, the kernel may still be at it; "
                                + "so far unusable(4) of Node 0 Normal stayed at 100.0 %."),
                argumentSet("an interrupt during sync",
                        List.of(new ReliefStep("sync", 3210, Outcome.INTERRUPTED, "left to itself")),
                        "The wait for sync was interrupted after 3.2 s, drop_caches 3 was not begun."),
                argumentSet("sync takes too long", List.of(
                        new ReliefStep("sync", 60_000, Outcome.TIMED_OUT, "left to itself"), done(drop)),
                        "Dropped page cache, dentries and inodes: nothing was freed (free memory changed by 0 B); "
                                + "sync was not finished in time; unusable(4) of Node 0 Normal stayed at 100.0 %."));
    }

    @ParameterizedTest
    @MethodSource("unfinished")
    void aStepThatDidNotEndWellIsNamed(List<ReliefStep> steps, String sentence) {
        assertEquals(sentence, conclusion(dropCaches(3), steps, crumbs(), crumbs()));
    }

    private static TestHost crumbs() {
        return TestHost.withFreeBlocks(64, 0, 0, 0, 0);
    }

    private static ReliefStep done(ReliefOperation operation) {
        return step(operation, 400, Outcome.DONE, "");
    }

    private static ReliefStep step(ReliefOperation operation, long durationMillis, Outcome outcome, String message) {
        return new ReliefStep(operation.command().title(), durationMillis, outcome, message);
    }

    private static String conclusion(ReliefOperation operation, List<ReliefStep> steps, TestHost before, TestHost after) {
        return Conclusion.of(operation, ReliefOutcome.DONE, steps,
                new ReliefEffect(before.snapshot(), after.snapshot(), operation.node(), 4, OptionalLong.of(4096)));
    }
}
