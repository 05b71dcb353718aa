package io.github.memfrag.relief;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.memfrag.kernel.ZoneName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ReliefEffectTest {
    @Test
    void freeBlocksOfAllZonesAreCompared() {
        ReliefEffect effect = effect(
                TestHost.withFreeBlocks(100, 10).node(1, 50, 5), TestHost.withFreeBlocks(60, 40).node(1, 50, 6));
        assertArrayEquals(new long[] {-40, 31}, effect.blocksGainedByOrder());
        assertEquals(22, effect.freedPages());
        assertEquals(OptionalLong.of(22 * 65536), effect.freedBytes());
    }

    @Test
    void freeMemoryMayFall() {
        assertEquals(-10, effect(TestHost.withFreeBlocks(100), TestHost.withFreeBlocks(90)).freedPages());
    }

    @Test
    void countersAreComparedWhereTheKernelHasThem() {
        TestHost before = TestHost.withFreeBlocks(1)
                .vmStat("drop_pagecache", 4).vmStat("compact_isolated", 100).vmStat("drop_slab", 2).vmStat("nr_free_pages", 7);
        TestHost after = TestHost.withFreeBlocks(1)
                .vmStat("drop_pagecache", 5).vmStat("compact_isolated", 100).vmStat("nr_free_pages", 8);
        assertEquals(Map.of("drop_pagecache", 1L, "compact_isolated", 0L), effect(before, after).counterDeltas());
    }

    @Test
    void withoutVmStatNoCounterIsTold() {
        assertEquals(Map.of(), effect(TestHost.withFreeBlocks(1), TestHost.withFreeBlocks(1)).counterDeltas());
    }

    @Test
    void figuresComeInBytesAndInTheKernelsOrder() {
        ReliefEffect effect = effect(
                TestHost.withFreeBlocks(1).memInfo("Dirty", 4096).memInfo("MemFree", 1 << 20).memInfo("Percpu", 1024),
                TestHost.withFreeBlocks(1).memInfo("MemFree", 2 << 20));
        assertEquals(List.of(Map.entry("MemFree", 1L << 20), Map.entry("Dirty", 4096L)),
                List.copyOf(effect.memInfoBefore().entrySet()));
        assertEquals(Map.of("MemFree", 2L << 20), effect.memInfoAfter());
    }

    @Test
    void theZoneThatWasWorstBeforeIsJudgedThoughAnotherIsAfter() {
        ReliefEffect effect = effect(TestHost.withFreeBlocks(32, 0, 0, 0, 2).node(1, 48, 0, 0, 0, 1),
                TestHost.withFreeBlocks(64, 0, 0, 0, 0).node(1, 0, 0, 0, 0, 4));
        assertEquals(Optional.of(new ZoneName(1, "Normal")), effect.zone());
        assertEquals(OptionalDouble.of(75.0), effect.unusablePercentBefore());
        assertEquals(OptionalDouble.of(0.0), effect.unusablePercentAfter());
        assertEquals(3, effect.availableBlocksGained());
    }

    @Test
    void aZoneThatWasTakenAwayHasNoFiguresAfter() {
        ReliefEffect effect = effect(TestHost.withFreeBlocks(64, 0, 0, 0, 0), new TestHost().node(1, 0, 0, 0, 0, 4));
        assertEquals(OptionalDouble.of(100.0), effect.unusablePercentBefore());
        assertEquals(OptionalDouble.empty(), effect.unusablePercentAfter());
        assertEquals(0, effect.availableBlocksGained());
    }

    private static ReliefEffect effect(TestHost before, TestHost after) {
        return new ReliefEffect(before.snapshot(), after.snapshot(), OptionalInt.empty(), 4, OptionalLong.of(65536));
    }
}
