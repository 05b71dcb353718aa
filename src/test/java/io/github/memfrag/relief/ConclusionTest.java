package io.github.memfrag.relief;

import static io.github.memfrag.relief.ReliefOperation.compactMemory;
import static io.github.memfrag.relief.ReliefOperation.compactNode;
import static io.github.memfrag.relief.ReliefOperation.dropCaches;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.memfrag.relief.ReliefStep.Outcome;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConclusionTest {
    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;
    private static final OptionalLong PAGES_OF_4_KIB = OptionalLong.of(4096);
    private static final ReliefStep SYNCED = new ReliefStep("sync", 40, Outcome.DONE, "");
    private static final ReliefStep DROPPED = done(dropCaches(3));

    private static TestHost incidentFailing() {
        return TestHost.withFreeBlocks(127146, 68215, 1614, 0, 0, 0, 0, 0, 0, 0, 1);
    }

    private static TestHost incidentAfterDrop() {
        return TestHost.withFreeBlocks(524538, 365499, 176074, 45644, 4338, 140, 6, 0, 0, 0, 1);
    }

    private static TestHost incidentAfterCompaction() {
        return TestHost.withFreeBlocks(145048, 131183, 76864, 38454, 20405, 11854, 5149, 1143, 96, 3, 1);
    }

    static Stream<Arguments> drops() {
        return Stream.of(
                argumentSet("the incident: kernel 2.6.32 counts no drops", 3, incidentFailing(), incidentAfterDrop(),
                        "Dropped page cache, dentries and inodes: free memory grew by 8.1 GiB; "
                                + "unusable(4) of Node 0 Normal fell from 99.6 % to 96.8 % and 4,642 order-4 blocks were gained."),
                argumentSet("page cache", 1,
                        crumbs().vmStat("drop_pagecache", 4).vmStat("drop_slab", 2),
                        crumbs().node(0, 64, 0, 0, 0, 100_000).vmStat("drop_pagecache", 5).vmStat("drop_slab", 2),
                        "Dropped the page cache: free memory grew by 6.1 GiB; "
                                + "unusable(4) of Node 0 Normal fell from 100.0 % to 0.0 % and 100,000 order-4 blocks were gained."),
                argumentSet("dentries and inodes", 2,
                        crumbs().vmStat("drop_pagecache", 4).vmStat("drop_slab", 2),
                        crumbs().node(0, 1088).vmStat("drop_pagecache", 4).vmStat("drop_slab", 3),
                        "Dropped dentries and inodes: free memory grew by 4.0 MiB; "
                                + "unusable(4) of Node 0 Normal stayed at 100.0 %."),
                argumentSet("nothing freed, mostly slab and tmpfs that no drop frees", 3,
                        crumbs().memInfo("MemTotal", 16 * GIB).memInfo("SUnreclaim", 3 * GIB).memInfo("Shmem", GIB),
                        crumbs().node(0, 67).memInfo("MemTotal", 16 * GIB).memInfo("SUnreclaim", 3 * GIB).memInfo("Shmem", GIB),
                        "Dropped page cache, dentries and inodes: nothing was freed (free memory changed by 12.0 KiB); "
                                + "unusable(4) of Node 0 Normal stayed at 100.0 %; "
                                + "3.0 GiB are unreclaimable slab and 1.0 GiB are shared memory, which no drop frees."),
                argumentSet("nothing freed, a little slab is not the reason", 3,
                        crumbs().memInfo("MemTotal", 16 * GIB).memInfo("SUnreclaim", 100 * MIB),
                        crumbs().memInfo("MemTotal", 16 * GIB).memInfo("SUnreclaim", 100 * MIB),
                        "Dropped page cache, dentries and inodes: nothing was freed (free memory changed by 0 B); "
                                + "unusable(4) of Node 0 Normal stayed at 100.0 %."),
                argumentSet("much freed, so slab is not named", 3,
                        crumbs().memInfo("MemTotal", 16 * GIB).memInfo("SUnreclaim", 3 * GIB),
                        crumbs().node(0, 300_000).memInfo("MemTotal", 16 * GIB).memInfo("SUnreclaim", 3 * GIB),
                        "Dropped page cache, dentries and inodes: free memory grew by 1.1 GiB; "
                                + "unusable(4) of Node 0 Normal stayed at 100.0 %."),
                argumentSet("other activity takes what the drop gave", 3,
                        TestHost.withFreeBlocks(200_000).memInfo("Cached", 2 * GIB).memInfo("Shmem", GIB / 2),
                        TestHost.withFreeBlocks(150_000).memInfo("Cached", GIB).memInfo("Shmem", GIB / 2),
                        "Dropped page cache, dentries and inodes: the caches shrank by 1.0 GiB, yet free memory fell by 195.3 MiB, taken by other activity meanwhile; "
                                + "unusable(4) of Node 0 Normal stayed at 100.0 %."),
                argumentSet("free memory falls and the caches grow", 3,
                        TestHost.withFreeBlocks(200_000).memInfo("Cached", GIB),
                        TestHost.withFreeBlocks(150_000).memInfo("Cached", GIB + 100 * MIB),
                        "Dropped page cache, dentries and inodes: free memory fell by 195.3 MiB, taken by other activity meanwhile; "
                                + "unusable(4) of Node 0 Normal stayed at 100.0 %."),
                argumentSet("accepted but not counted", 3,
                        crumbs().vmStat("drop_pagecache", 4).vmStat("drop_slab", 2),
                        crumbs().vmStat("drop_pagecache", 4).vmStat("drop_slab", 2),
                        "The kernel took drop_caches 3 but counted no drop of page cache, dentries and inodes: nothing was freed (free memory changed by 0 B); "
                                + "unusable(4) of Node 0 Normal stayed at 100.0 %."),
                argumentSet("page cache counted, slab not", 3,
                        crumbs().vmStat("drop_pagecache", 4).vmStat("drop_slab", 2),
                        crumbs().vmStat("drop_pagecache", 5).vmStat("drop_slab", 2),
                        "The kernel took drop_caches 3 but counted no drop of dentries and inodes: nothing was freed (free memory changed by 0 B); "
                                + "unusable(4) of Node 0 Normal stayed at 100.0 %."),
                argumentSet("somebody else drops at the same time", 1,
                        crumbs().vmStat("drop_pagecache", 4).vmStat("drop_slab", 2),
                        crumbs().vmStat("drop_pagecache", 6).vmStat("drop_slab", 3),
                        "Dropped the page cache, as somebody else did meanwhile: nothing was freed (free memory changed by 0 B); "
                                + "unusable(4) of Node 0 Normal stayed at 100.0 %."));
    }

    @ParameterizedTest
    @MethodSource("drops")
    void aDropIsToldByWhatBecameFree(int what, TestHost before, TestHost after, String sentence) {
        assertEquals(sentence, conclusion(dropCaches(what), List.of(SYNCED, done(dropCaches(what))), before, after, PAGES_OF_4_KIB));
    }

    static Stream<Arguments> compactions() {
        return Stream.of(
                argumentSet("the incident", compactMemory(), incidentAfterDrop(), incidentAfterCompaction(), "Compaction returned success, and this kernel does not count what it moved; "
                                + "unusable(4) of Node 0 Normal fell from 96.8 % to 45.8 % and 70,843 order-4 blocks were gained."),
                argumentSet("pages moved, blocks gained", compactMemory(),
                        counted(crumbs(), 0, 0, 0), counted(TestHost.withFreeBlocks(0, 0, 0, 0, 4), 50_000, 9_000, 1200),
                        "Compaction moved 1,200 pages (4.7 MiB); "
                                + "unusable(4) of Node 0 Normal fell from 100.0 % to 0.0 % and 4 order-4 blocks were gained."),
                argumentSet("success, but nothing moved, and slab in the way", compactMemory(),
                        counted(crumbs(), 10, 10, 7).memInfo("MemTotal", 16 * GIB).memInfo("SUnreclaim", 3 * GIB),
                        counted(crumbs(), 60_010, 10, 7).memInfo("MemTotal", 16 * GIB).memInfo("SUnreclaim", 3 * GIB),
                        "Compaction returned success but moved nothing (60,000 pages scanned); "
                                + "unusable(4) of Node 0 Normal stayed at 100.0 %; "
                                + "3.0 GiB are unreclaimable slab, which compaction cannot move."),
                argumentSet("nothing scanned: what moved was not compaction's work", compactMemory(),
                        counted(crumbs(), 10, 10, 7), counted(crumbs(), 10, 10, 99),
                        "Compaction returned success but moved nothing (0 pages scanned); "
                                + "unusable(4) of Node 0 Normal stayed at 100.0 %."),
                argumentSet("contended: a small part of the used pages scanned", compactMemory(),
                        counted(crumbs(), 0, 0, 0).managedPages(1_000_064), counted(crumbs(), 10_000, 2_000, 300),
                        "Compaction moved 300 pages (1.2 MiB); "
                                + "it scanned no more than 1.2 % of the used pages and ended early, as a contended run does; "
                                + "unusable(4) of Node 0 Normal stayed at 100.0 %."),
                argumentSet("5 % scanned is no early end", compactMemory(),
                        counted(crumbs(), 0, 0, 0).managedPages(1_000_064), counted(crumbs(), 40_000, 10_000, 300),
                        "Compaction moved 300 pages (1.2 MiB); "
                                + "unusable(4) of Node 0 Normal stayed at 100.0 %."),
                argumentSet("a kernel without counters", compactMemory(), crumbs(), crumbs(), "Compaction returned success, and this kernel does not count what it moved; "
                                + "unusable(4) of Node 0 Normal stayed at 100.0 %."),
                argumentSet("free memory more crumbled than before", compactMemory(),
                        counted(TestHost.withFreeBlocks(0, 0, 0, 0, 4), 0, 0, 0), counted(crumbs(), 9_000, 9_000, 30),
                        "Compaction moved 30 pages (120.0 KiB); "
                                + "unusable(4) of Node 0 Normal rose from 0.0 % to 100.0 % and 4 order-4 blocks were lost."),
                argumentSet("a node is judged by its own zone", compactNode(1),
                        counted(crumbs().node(1, 0, 32, 0, 0, 0), 0, 0, 0), counted(crumbs().node(1, 0, 0, 0, 0, 4), 9_000, 9_000, 30),
                        "Compaction moved 30 pages (120.0 KiB); "
                                + "unusable(4) of Node 1 Normal fell from 100.0 % to 0.0 % and 4 order-4 blocks were gained."),
                argumentSet("a node without memory", compactNode(2),
                        counted(crumbs(), 0, 0, 0), counted(crumbs(), 0, 0, 0),
                        "Compaction returned success but moved nothing (0 pages scanned)."));
    }

    @ParameterizedTest
    @MethodSource("compactions")
    void aCompactionIsToldByWhatItMovedAndGained(ReliefOperation operation, TestHost before, TestHost after, String sentence) {
        assertEquals(sentence, conclusion(operation, List.of(done(operation)), before, after, PAGES_OF_4_KIB));
    }

    static Stream<Arguments> unfinished() {
        return Stream.of(
                argumentSet("the kernel refuses", List.of(SYNCED,
                        new ReliefStep("drop_caches 3", 5, Outcome.FAILED, "cannot write 3 to FILE: Read-only file system")),
                        "Failed at drop_caches 3: cannot write 3 to FILE: Read-only file system."),
                argumentSet("the kernel does not come back", List.of(SYNCED,
                        new ReliefStep("drop_caches 3", 600_000, Outcome.TIMED_OUT, "left to itself")), "The kernel is still at drop_caches 3 after 600.0 s; "
                                + "so far unusable(4) of Node 0 Normal stayed at 100.0 %."),
                argumentSet("an interrupt during the drop", List.of(SYNCED,
                        new ReliefStep("drop_caches 3", 3210, Outcome.INTERRUPTED, "left to itself")), "The wait for drop_caches 3 was interrupted after 3.2 s, the kernel may still be at it; "
                                + "so far unusable(4) of Node 0 Normal stayed at 100.0 %."),
                argumentSet("an interrupt during sync", List.of(
                        new ReliefStep("sync", 3210, Outcome.INTERRUPTED, "left to itself")), "The wait for sync was interrupted after 3.2 s, drop_caches 3 was not begun."),
                argumentSet("sync takes too long", List.of(
                        new ReliefStep("sync", 60_000, Outcome.TIMED_OUT, "left to itself"), DROPPED), "Dropped page cache, dentries and inodes: free memory grew by 390.4 MiB; "
                                + "sync was not finished in time, 400.0 MiB are still dirty, which no drop frees; "
                                + "unusable(4) of Node 0 Normal stayed at 100.0 %."),
                argumentSet("sync fails", List.of(
                        new ReliefStep("sync", 3, Outcome.FAILED, "no /bin/sync"), DROPPED), "Dropped page cache, dentries and inodes: free memory grew by 390.4 MiB; "
                                + "sync failed: no /bin/sync, 400.0 MiB are still dirty, which no drop frees; "
                                + "unusable(4) of Node 0 Normal stayed at 100.0 %."));
    }

    @ParameterizedTest
    @MethodSource("unfinished")
    void aStepThatDidNotEndWellIsNamed(List<ReliefStep> steps, String sentence) {
        TestHost after = TestHost.withFreeBlocks(100_000).memInfo("Dirty", 400 * MIB);
        assertEquals(sentence, conclusion(dropCaches(3), steps, crumbs(), after, PAGES_OF_4_KIB));
    }

    @Test
    void withoutAPageSizeAmountsAreInPages() {
        assertEquals("Dropped page cache, dentries and inodes: free memory grew by 100,000 pages; "
                                + "unusable(4) of Node 0 Normal stayed at 100.0 %.", conclusion(dropCaches(3), List.of(SYNCED, DROPPED), crumbs(), TestHost.withFreeBlocks(100_064),
                OptionalLong.empty()));
    }

    /** 256 KiB, all of it in single pages. */
    private static TestHost crumbs() {
        return TestHost.withFreeBlocks(64, 0, 0, 0, 0);
    }

    private static ReliefStep done(ReliefOperation operation) {
        return new ReliefStep(operation.command().title(), 400, Outcome.DONE, "");
    }

    private static TestHost counted(TestHost host, long migrateScanned, long freeScanned, long migrated) {
        return host.vmStat("compact_migrate_scanned", migrateScanned).vmStat("compact_free_scanned", freeScanned)
                .vmStat("pgmigrate_success", migrated);
    }

    private static String conclusion(ReliefOperation operation, List<ReliefStep> steps, TestHost before, TestHost after,
            OptionalLong pageSizeBytes) {
        return Conclusion.of(operation, steps,
                new ReliefEffect(before.snapshot(), after.snapshot(), operation.node(), 4, pageSizeBytes));
    }
}
