package io.github.memfrag.relief;

import static io.github.memfrag.relief.ReliefOperation.relieve;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.config.ConfigurationReader;
import io.github.memfrag.relief.helper.Ceiling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What relieve would do, told before. */
class ReliefPlanTest {
    private static final long MIB = 1L << 20;

    @TempDir
    private Path root;

    private final FakeKernel kernel = new FakeKernel(TestHost.withFreeBlocks(100_000, 0, 0, 0, 0)
            .memInfo("Cached", 3000 * MIB).memInfo("Buffers", 100 * MIB).memInfo("Shmem", 28 * MIB).memInfo("SReclaimable", 400 * MIB)
            .memInfo("Dirty", 12 * MIB));

    @Test
    void itTellsTheStepsWhatTheyMayFreeAndWhatThatCosts() throws IOException {
        ReliefPlan plan = plan("", Ceiling.ALL);
        assertAll(
                () -> assertTrue(plan.begins()),
                () -> assertEquals(List.of("compact_memory", "sync", "drop_caches 1", "compact_memory", "drop_caches 2", "compact_memory"),
                        plan.steps()),
                () -> assertEquals(Optional.of("fake"), plan.way()),
                () -> assertEquals(Optional.empty(), plan.obstacle()),
                () -> assertEquals(Optional.empty(), plan.limit()),
                () -> assertEquals(OptionalLong.of(3072 * MIB), plan.pageCacheBytes()),
                () -> assertEquals(OptionalLong.of(400 * MIB), plan.slabBytes()),
                () -> assertEquals(OptionalLong.of(12 * MIB), plan.dirtyBytes()),
                () -> assertEquals("It stops as soon as order 4 has recovered. Compaction costs CPU time and loses nothing. If it comes to"
                        + " drops: 12.0 MiB of dirty pages are written to disk first, then up to 3.0 GiB of page cache go, and what of it"
                        + " is needed again is read from disk, so that services are slower for a while. At last up to 400.0 MiB of"
                        + " dentries and inodes go, which file lookups then load again.", plan.conclusion()));
        assertEquals(List.of(), kernel.taken());
        assertEquals(List.of(), kernel.relief(root, ReliefSettings.defaults()).reports());
    }

    @Test
    void withALowerCeilingNothingIsFreed() throws IOException {
        ReliefPlan plan = plan("", Ceiling.COMPACT);
        assertEquals(List.of("compact_memory"), plan.steps());
        assertEquals(List.of(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty()),
                List.of(plan.pageCacheBytes(), plan.slabBytes(), plan.dirtyBytes()));
        assertEquals(Optional.of("it stops before drop_caches 1: it was asked for no more than compact"), plan.limit());
        assertEquals("It stops as soon as order 4 has recovered. Compaction costs CPU time and loses nothing.", plan.conclusion());
    }

    @Test
    void whereThereAreBlocksEnoughToStopAtItOnlyCompactsAndSaysWhy() throws IOException {
        ReliefPlan plan = new FakeKernel(TestHost.withFreeBlocks(500_000, 0, 0, 0, 5031)).relief(root, ReliefSettings.defaults())
                .plan(relieve(4));
        assertEquals(List.of("compact_memory"), plan.steps());
        assertEquals(Optional.of("no caches are dropped: Node 0 Normal has 5,031 order-4 blocks available at the start, and from 512 on a"
                + " relief drops none"), plan.limit());
    }

    @Test
    void whereThereIsNothingToDoItSaysWhy() throws IOException {
        ReliefPlan plan = new FakeKernel(TestHost.withFreeBlocks(16, 0, 0, 0, 10)).relief(root, ReliefSettings.defaults()).plan(relieve(4));
        assertFalse(plan.begins());
        assertEquals(List.of(), plan.steps());
        assertTrue(plan.conclusion().startsWith("Nothing to do: the watched zones are well at order 4"), plan.conclusion());
    }

    @Test
    void itTellsWhatStandsAgainstIt() throws IOException {
        assertEquals(Optional.of("relief.max=none does not allow relieve(4); it takes relief.max=compact"),
                plan("relief.max=none", Ceiling.ALL).obstacle());
        write(Cooldowns.LAST_COMPACT);
        ReliefPlan tooSoon = plan("", Ceiling.ALL);
        assertTrue(tooSoon.obstacle().orElseThrow().startsWith("too soon: a relief compacted"), tooSoon.obstacle()::get);
        assertEquals(6, tooSoon.steps().size());
        assertFalse(tooSoon.begins());
        write(KillSwitch.FILE);
        ReliefPlan switchedOff = plan("", Ceiling.COMPACT);
        assertTrue(switchedOff.obstacle().orElseThrow().startsWith("reliefs are switched off"), switchedOff.obstacle()::get);
        assertEquals(List.of("compact_memory"), switchedOff.steps());
    }

    @Test
    void whereTheOperatorAllowsNothingItHasNoSteps() throws IOException {
        ReliefPlan plan = plan("relief.max=none", Ceiling.ALL);
        assertEquals(List.of(), plan.steps());
        assertEquals(Optional.empty(), plan.limit());
        assertEquals("It would do nothing.", plan.conclusion());
    }

    @Test
    void itLeavesNoTraceOnTheHost() throws IOException {
        write(Cooldowns.LAST_DROP);
        Path record = root.resolve(Cooldowns.LAST_DROP.substring(1));
        Files.writeString(record, "drop_pagecache 1\n");
        FakeKernel dropped = new FakeKernel(TestHost.withFreeBlocks(100_000, 0, 0, 0, 0).vmStat("drop_pagecache", 2));
        dropped.relief(root, ReliefSettings.defaults()).plan(relieve(4));
        assertEquals("drop_pagecache 1\n", Files.readString(record));
    }

    @Test
    void withoutAnyWayItTellsWhoMayAndHow() throws IOException {
        ReliefPlan plan = kernel.upTo(Ceiling.NONE).relief(root, ReliefSettings.defaults()).plan(relieve(4));
        assertEquals(Optional.of("only none"), plan.obstacle());
        assertEquals(Optional.empty(), plan.way());
    }

    @Test
    void aDropUnderCooldownIsNoPartOfIt() throws IOException {
        write(Cooldowns.LAST_DROP);
        ReliefPlan plan = plan("", Ceiling.ALL);
        assertTrue(plan.begins());
        assertEquals(List.of("compact_memory"), plan.steps());
        assertTrue(plan.limit().orElseThrow().startsWith("it stops before drop_caches 1: caches of this host were dropped at"),
                plan.limit()::get);
    }

    @Test
    void onlyALadderHasAPlan() {
        assertThrows(IllegalArgumentException.class,
                () -> kernel.relief(root, ReliefSettings.defaults()).plan(ReliefOperation.compactMemory()));
    }

    private ReliefPlan plan(String settings, Ceiling max) throws IOException {
        return kernel.relief(root, ReliefSettings.of(ConfigurationReader.read(settings).configuration())).plan(relieve(4, max));
    }

    private void write(String name) throws IOException {
        Path file = root.resolve(name.substring(1));
        Files.createDirectories(file.getParent());
        Files.writeString(file, "just now\n");
    }
}
