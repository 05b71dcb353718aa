package io.github.memfrag.relief;

import static io.github.memfrag.relief.ReliefOperation.compactMemory;
import static io.github.memfrag.relief.ReliefOperation.dropCaches;
import static io.github.memfrag.relief.ReliefOperation.relieve;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.config.ConfigurationReader;
import io.github.memfrag.relief.helper.Ceiling;
import io.github.memfrag.relief.helper.ReliefStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ladders on a kernel that a test plays, whose drops count and whose reports say what came of them. */
class RelieveTest {
    private static final TestHost FRAGMENTED = crumbs(0, 0);
    private static final long GIB = 1L << 30;

    @TempDir
    private Path root;

    @Test
    void itStopsWhereTheOrderHasRecoveredAndSaysAfterWhichSteps() throws IOException {
        FakeKernel kernel = new FakeKernel(FRAGMENTED).after("drop_caches 1", TestHost.withFreeBlocks(100_000, 0, 0, 0, 600)
                .vmStat("drop_pagecache", 1).vmStat("drop_slab", 0));
        ReliefReport report = run(kernel, relieve(4));
        assertEquals(List.of("compact_memory", "sync", "drop_caches 1"), kernel.taken());
        assertAll(
                () -> assertEquals(ReliefOutcome.DONE, report.outcome()),
                () -> assertEquals(Optional.of(true), report.recovered()),
                () -> assertEquals(Optional.of("fake"), report.way()),
                () -> assertEquals(kernel.taken(), report.steps().stream().map(ReliefStep::name).toList()),
                () -> assertEquals(OptionalLong.of(600 * 65536), report.effect().orElseThrow().freedBytes()),
                () -> assertEquals("Order 4 has recovered after compact_memory, sync and drop_caches 1: unusable(4) of Node 0 Normal fell"
                        + " from 100.0 % to 91.2 % and 600 order-4 blocks were gained.", report.conclusion()));
    }

    @Test
    void whereNothingHelpsItTakesEveryStepOnceAndNamesWhatIsInTheWay() throws IOException {
        FakeKernel kernel = new FakeKernel(FRAGMENTED)
                .after("drop_caches 1", crumbs(1, 0))
                .after("drop_caches 2", crumbs(1, 1).memInfo("MemTotal", 4 * GIB).memInfo("SUnreclaim", 3 * GIB));
        ReliefReport report = run(kernel, relieve(4));
        assertEquals(Optional.of(false), report.recovered());
        assertEquals(ReliefOutcome.DONE, report.outcome());
        assertEquals("Order 4 has not recovered after compact_memory, sync, drop_caches 1, compact_memory, drop_caches 2 and"
                + " compact_memory: unusable(4) of Node 0 Normal stayed at 100.0 %; there is no further step; 3.0 GiB are unreclaimable"
                + " slab, which no drop frees.", report.conclusion());
    }

    @Test
    void whatTheVerdictStillWarnsOfHasNotRecovered() throws IOException {
        FakeKernel kernel = new FakeKernel(TestHost.withFreeBlocks(500_000, 0, 0, 0, 5031))
                .after("compact_memory", TestHost.withFreeBlocks(499_840, 0, 0, 0, 5041));
        ReliefReport report = run(kernel, relieve(4));
        assertEquals(List.of("compact_memory"), kernel.taken());
        assertEquals(Optional.of(false), report.recovered());
        assertEquals("Order 4 has not recovered after compact_memory: unusable(4) of Node 0 Normal stayed at 86.1 % and 10 order-4"
                + " blocks were gained; no caches are dropped: Node 0 Normal has 5,031 order-4 blocks available at the start, and from 512 on"
                + " a relief drops none.", report.conclusion());
    }

    @ParameterizedTest(name = "relief.max={0}, asked for {1}, way up to {2}")
    @CsvSource(delimiter = '|', value = {
            "compact   | ALL       | ALL       | it stops before drop_caches 1: relief.max=compact allows no more",
            "all       | COMPACT   | ALL       | it stops before drop_caches 1: it was asked for no more than compact",
            "all       | ALL       | COMPACT   | it stops before drop_caches 1: the way 'fake' leads no farther: only compact",
            "pagecache | ALL       | ALL       | it stops before drop_caches 2: relief.max=pagecache allows no more",
            "all       | PAGECACHE | ALL       | it stops before drop_caches 2: it was asked for no more than pagecache",
            "all       | ALL       | PAGECACHE | it stops before drop_caches 2: the way 'fake' leads no farther: only pagecache"})
    void itGoesNoFartherThanItMayAndSaysWhatHeldIt(String max, Ceiling asked, Ceiling way, String why) throws IOException {
        FakeKernel kernel = new FakeKernel(FRAGMENTED).upTo(way).after("drop_caches 1", crumbs(1, 0));
        ReliefReport report = kernel.relief(root, settings("relief.max=" + max)).run(relieve(4, asked), "test");
        assertEquals(why, report.conclusion().replaceAll(".*?; (.*)\\.", "$1"));
        assertEquals(why.contains("drop_caches 1") ? List.of("compact_memory")
                : List.of("compact_memory", "sync", "drop_caches 1", "compact_memory"), kernel.taken());
    }

    @Test
    void onAHostThatIsWellItDoesNothing() throws IOException {
        FakeKernel kernel = new FakeKernel(TestHost.withFreeBlocks(16, 0, 0, 0, 10));
        ReliefReport report = run(kernel, relieve(4));
        assertEquals(List.of(), kernel.taken());
        assertAll(
                () -> assertEquals(ReliefOutcome.NOTHING_TO_DO, report.outcome()),
                () -> assertEquals(true, report.succeeded()),
                () -> assertEquals(Optional.of(true), report.recovered()),
                () -> assertEquals(Optional.empty(), report.effect()),
                () -> assertEquals(Optional.empty(), report.way()),
                () -> assertEquals("Nothing was done: the watched zones are well at order 4: Node 0 Normal has 9.0 % unusable free memory"
                        + " and 10 blocks available.", report.conclusion()));
    }

    @Test
    void anOrderThatTheKernelDoesNotHaveIsRefusedWithThoseItHas() {
        assertEquals("order is 5; allowed are 0 to 4, which this kernel has",
                assertThrows(IllegalArgumentException.class, () -> run(new FakeKernel(FRAGMENTED), relieve(5))).getMessage());
    }

    @ParameterizedTest
    @CsvSource({"none", "slab", "COMPACT"})
    void aCeilingIsOneOfThree(String max) {
        assertEquals("max is " + max + "; allowed are compact, pagecache and all",
                assertThrows(IllegalArgumentException.class, () -> relieve(4, max)).getMessage());
    }

    @Test
    void aStepThatTheKernelRefusesEndsIt() throws IOException {
        FakeKernel kernel = new FakeKernel(FRAGMENTED).refuses("drop_caches 1", "cannot write 1: Read-only file system");
        ReliefReport report = run(kernel, relieve(4));
        assertEquals(ReliefOutcome.FAILED, report.outcome());
        assertEquals("Failed at drop_caches 1: cannot write 1: Read-only file system; order 4 has not recovered after compact_memory, sync"
                + " and drop_caches 1 (not done): unusable(4) of Node 0 Normal stayed at 100.0 %.", report.conclusion());
    }

    @Test
    void aSyncThatFailsDoesNot() throws IOException {
        FakeKernel kernel = new FakeKernel(FRAGMENTED).refuses("sync", "not finished after 60 s, left to itself")
                .after("drop_caches 1", crumbs(1, 0)).after("drop_caches 2", crumbs(1, 1));
        assertEquals(ReliefOutcome.DONE, run(kernel, relieve(4)).outcome());
        assertEquals(6, kernel.taken().size());
    }

    @Test
    void aDropUnderCooldownEndsTheLadderAndTheReportSaysForHowLong() throws IOException {
        FakeKernel kernel = new FakeKernel(FRAGMENTED);
        record(Cooldowns.LAST_DROP);
        ReliefReport report = kernel.relief(root, ReliefSettings.defaults()).run(relieve(4), "test");
        assertEquals(List.of("compact_memory"), kernel.taken());
        String end = report.conclusion().replaceAll(".*(it stops before .*)", "$1");
        assertEquals("it stops before drop_caches 1: caches of this host were dropped at T, relief.cooldown.drop=1h lasts L more.",
                end.replaceAll("20\\S+Z", "T").replaceAll("\\d[\\dhms ]* more", "L more"));
    }

    @Test
    void itsOwnDropOfThePageCacheDoesNotHoldItFromTheSlab() throws IOException {
        FakeKernel kernel = new FakeKernel(FRAGMENTED).after("drop_caches 1", crumbs(1, 0)).after("drop_caches 2", crumbs(1, 1));
        kernel.relief(root, ReliefSettings.defaults()).run(relieve(4), "test");
        assertEquals(6, kernel.taken().size());
    }

    @Test
    void compactionUnderCooldownRefusesTheStart() throws IOException {
        FakeKernel kernel = new FakeKernel(FRAGMENTED);
        record(Cooldowns.LAST_COMPACT);
        Relief relief = kernel.relief(root, ReliefSettings.defaults());
        for (ReliefOperation operation : List.of(relieve(4), compactMemory())) {
            String refusal = assertThrows(IllegalStateException.class, () -> relief.run(operation, "test")).getMessage();
            assertEquals("too soon: a relief compacted this host's memory at T, relief.cooldown.compact=5m lasts L more; root may pass"
                    + " --force at the command line", refusal.replaceAll("20\\S+Z", "T").replaceAll("\\d[\\dhms ]* more", "L more"));
        }
        assertEquals(List.of(), kernel.taken());
        assertEquals(List.of(), relief.reports());
        relief.run(dropCaches(1), "test");
    }

    @Test
    void aDropIsRefusedSoonAfterAnother() throws IOException {
        Relief relief = new FakeKernel(FRAGMENTED).relief(root, ReliefSettings.defaults());
        relief.run(dropCaches(1), "test");
        assertThrows(IllegalStateException.class, () -> relief.run(dropCaches(1), "test"));
        relief.run(compactMemory(), "test");
    }

    @ParameterizedTest(name = "relief.max={0}")
    @CsvSource({"none, pagecache, compact", "compact, pagecache,", "pagecache, all,"})
    void reliefMaxHoldsForEveryOperation(String max, String neededForDrop, String neededForCompaction) {
        Relief relief = new FakeKernel(FRAGMENTED).relief(root, settings("relief.max=" + max));
        ReliefOperation drop = dropCaches(max.equals("pagecache") ? 2 : 1);
        assertEquals("relief.max=" + max + " does not allow " + drop + "; it takes relief.max=" + neededForDrop,
                assertThrows(IllegalStateException.class, () -> relief.run(drop, "test")).getMessage());
        if (neededForCompaction != null) {
            assertThrows(IllegalStateException.class, () -> relief.run(compactMemory(), "test"));
            assertThrows(IllegalStateException.class, () -> relief.run(relieve(4), "test"));
        }
    }

    @Test
    void whatTheOperatorAllowsFromNowOnHolds() throws IOException {
        Relief relief = new FakeKernel(FRAGMENTED).relief(root, ReliefSettings.defaults());
        relief.run(dropCaches(1), "test");

        relief.apply(settings("relief.max=compact,relief.cooldown.drop=0s"));
        assertThrows(IllegalStateException.class, () -> relief.run(dropCaches(1), "test"));
        assertEquals(0, relief.dropCooldownSeconds());

        relief.apply(settings("relief.cooldown.drop=0s"));
        assertEquals(ReliefOutcome.DONE, relief.run(dropCaches(1), "test").outcome());
    }

    @Test
    void theKillSwitchStopsEverythingAtOnce() throws IOException {
        Relief relief = new FakeKernel(FRAGMENTED).relief(root, ReliefSettings.defaults());
        Path off = root.resolve("etc/memfrag/relief-off");
        Files.createDirectories(off.getParent());
        // A link that leads nowhere is enough.
        Files.createSymbolicLink(off, Path.of("nowhere"));
        for (ReliefOperation operation : List.of(relieve(4), compactMemory(), dropCaches(1))) {
            String refusal = assertThrows(IllegalStateException.class, () -> relief.run(operation, "test")).getMessage();
            assertEquals("reliefs are switched off on this host by " + off + " since T, until somebody removes that file",
                    refusal.replaceAll("20\\S+Z", "T"));
        }
        String refusal = assertThrows(IllegalStateException.class, () -> relief.run(compactMemory(), "test")).getMessage();
        assertTrue(refusal.matches(".* since 20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ, .*"), refusal);
        assertEquals(List.of(false), relief.available().stream().map(row -> row.allowed()).distinct().toList());
        Files.delete(off);
        relief.run(compactMemory(), "test");
    }

    @Test
    void aKernelThatGoesSilentDuringAReliefLosesNoReport() throws IOException {
        FakeKernel kernel = new FakeKernel(FRAGMENTED);
        kernel.after("compact_memory", new TestHost() {
            @Override
            String read(String name) throws IOException {
                throw new IOException(name + ": gone");
            }
        });
        ReliefReport report = run(kernel, compactMemory());
        assertEquals(Optional.empty(), report.effect());
        assertEquals("What came of compact_memory is unknown: cannot read /proc/buddyinfo: gone.", report.conclusion());
    }

    private ReliefReport run(FakeKernel kernel, ReliefOperation operation) throws IOException {
        return kernel.relief(root, ReliefSettings.defaults().withoutCooldowns()).run(operation, "test");
    }

    private void record(String name) throws IOException {
        Path file = root.resolve(name.substring(1));
        Files.createDirectories(file.getParent());
        Files.writeString(file, "just now\n");
    }

    private static ReliefSettings settings(String text) {
        return ReliefSettings.of(ConfigurationReader.read(text).configuration());
    }

    /** Nothing but single pages, and so many drops counted. */
    private static TestHost crumbs(long pageCacheDrops, long slabDrops) {
        return TestHost.withFreeBlocks(100_000, 0, 0, 0, 0).vmStat("drop_pagecache", pageCacheDrops).vmStat("drop_slab", slabDrops);
    }
}
