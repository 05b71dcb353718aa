package io.github.memfrag.relief;

import static io.github.memfrag.relief.ReliefOperation.dropCaches;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.memfrag.relief.helper.ReliefStep.Outcome;
import io.github.memfrag.relief.helper.ReliefStep;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DropFindingsTest {
    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;
    private static final OptionalLong PAGES_OF_4_KIB = OptionalLong.of(4096);

    @ParameterizedTest(name = "drop_caches {0} when the page cache was dropped {1} times, slab {2} times")
    @CsvSource(delimiter = '|', value = {
            "1 | 1 | 0 | dropped the page cache: ",
            "2 | 0 | 1 | dropped dentries and inodes: ",
            "3 | 1 | 1 | dropped page cache, dentries and inodes: ",
            "3 | 2 | 1 | dropped page cache, dentries and inodes, as somebody else did meanwhile: ",
            "1 | 1 | 1 | dropped the page cache, as somebody else did meanwhile: ",
            "1 | 0 | 0 | the kernel took drop_caches 1 but counted no drop of the page cache: ",
            "2 | 1 | 0 | the kernel took drop_caches 2 but counted no drop of dentries and inodes: ",
            "3 | 1 | 0 | the kernel took drop_caches 3 but counted no drop of dentries and inodes: ",
            "3 | 0 | 0 | the kernel took drop_caches 3 but counted no drop of page cache, dentries and inodes: "})
    void theKernelsCountersTellWhetherItDropped(int what, long pageCacheDrops, long slabDrops, String clause) {
        TestHost before = free(1000).vmStat("drop_pagecache", 4).vmStat("drop_slab", 2);
        TestHost after = free(1256).vmStat("drop_pagecache", 4 + pageCacheDrops).vmStat("drop_slab", 2 + slabDrops);
        assertEquals(clause.trim() + " free memory grew by 1.0 MiB", findings(what, before, after).freed());
    }

    @Test
    void aKernelThatCountsNoDropsIsBelieved() {
        assertEquals("dropped page cache, dentries and inodes: free memory grew by 1.0 MiB",
                findings(3, free(1000), free(1256)).freed());
    }

    static Stream<Arguments> freeMemory() {
        return Stream.of(
                argumentSet("much", free(1000), free(1000 + 3 * 262_144), "free memory grew by 3.0 GiB"),
                argumentSet("next to nothing", free(1000), free(1255), "nothing was freed (free memory changed by 1020.0 KiB)"),
                argumentSet("nothing", free(1000), free(1000), "nothing was freed (free memory changed by 0 B)"),
                argumentSet("a little less than before", free(1000), free(990),
                        "nothing was freed (free memory changed by -40.0 KiB)"),
                argumentSet("others take what the drop gave",
                        free(200_000).memInfo("Cached", 2 * GIB).memInfo("Shmem", GIB),
                        free(148_800).memInfo("Cached", GIB).memInfo("Shmem", GIB / 2),
                        "the caches shrank by 512.0 MiB, yet free memory fell by 200.0 MiB, taken by other activity meanwhile"),
                argumentSet("others fill the caches again",
                        free(200_000).memInfo("SReclaimable", GIB), free(148_800).memInfo("SReclaimable", 2 * GIB),
                        "free memory fell by 200.0 MiB, taken by other activity meanwhile"));
    }

    @ParameterizedTest
    @MethodSource("freeMemory")
    void whatBecameFreeIsSaidInNumbers(TestHost before, TestHost after, String clause) {
        assertEquals("dropped the page cache: " + clause, findings(1, before, after).freed());
    }

    @Test
    void withoutAPageSizeAmountsAreInPages() {
        ReliefEffect effect = new ReliefEffect(free(1000).snapshot(), free(101_000).snapshot(), dropCaches(1).node(), 4,
                OptionalLong.empty());
        assertEquals("dropped the page cache: free memory grew by 100,000 pages",
                new DropFindings(dropCaches(1), effect).freed());
    }

    static Stream<Arguments> outOfReach() {
        return Stream.of(
                argumentSet("slab and shared memory", 1000, 3 * GIB, GIB,
                        "3.0 GiB are unreclaimable slab and 1.0 GiB are shared memory, which no drop frees"),
                argumentSet("slab", 1000, 3 * GIB, 0, "3.0 GiB are unreclaimable slab, which no drop frees"),
                argumentSet("with less free than before", 100, 3 * GIB, 0, "3.0 GiB are unreclaimable slab, which no drop frees"),
                argumentSet("shared memory", 1000, 0, GIB, "1.0 GiB are shared memory, which no drop frees"),
                argumentSet("too little of either to matter", 1000, 800 * MIB, 800 * MIB, ""),
                argumentSet("not of interest once memory was freed", 1256, 3 * GIB, GIB, ""));
    }

    @ParameterizedTest
    @MethodSource("outOfReach")
    void whatADropCannotFreeIsNamedWhenItFreedNothing(long freeAfter, long slabBytes, long sharedBytes, String clause) {
        TestHost after = free(freeAfter).memInfo("MemTotal", 16 * GIB)
                .memInfo("SUnreclaim", slabBytes).memInfo("Shmem", sharedBytes);
        assertEquals(clause, findings(3, free(1000), after).outOfReach());
    }

    static Stream<Arguments> syncs() {
        return Stream.of(
                argumentSet("done", new ReliefStep("sync", 40, Outcome.DONE, ""), ""),
                argumentSet("too slow", new ReliefStep("sync", 60_000, Outcome.TIMED_OUT, "left to itself"),
                        "sync was not finished in time, 400.0 MiB are still dirty, which no drop frees"),
                argumentSet("failed", new ReliefStep("sync", 1, Outcome.FAILED, "no /bin/sync"),
                        "sync failed: no /bin/sync, 400.0 MiB are still dirty, which no drop frees"));
    }

    @ParameterizedTest
    @MethodSource("syncs")
    void aSyncThatDidNotDoItsPartIsNamedWithWhatStaysDirty(ReliefStep sync, String clause) {
        assertEquals(clause, findings(3, free(1000), free(1000).memInfo("Dirty", 400 * MIB)).syncTrouble(sync));
    }

    private static TestHost free(long pages) {
        return TestHost.withFreeBlocks(pages);
    }

    private static DropFindings findings(int what, TestHost before, TestHost after) {
        return new DropFindings(dropCaches(what),
                new ReliefEffect(before.snapshot(), after.snapshot(), dropCaches(what).node(), 4, PAGES_OF_4_KIB));
    }
}
