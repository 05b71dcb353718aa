package io.github.memfrag.relief;

import static io.github.memfrag.relief.ReliefOperation.dropCaches;
import static io.github.memfrag.relief.ReliefOperation.relieve;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A drop that freed nothing: an old kernel wants a 0 in between, a newer one refuses that. */
class DropRepetitionTest {
    @TempDir
    private Path root;

    @Test
    void aDropThatTheKernelDidNotCountIsRepeatedOnceAfterAZero() throws IOException {
        FakeKernel kernel = new FakeKernel(counted(0));
        ReliefReport report = run(kernel, dropCaches(3));
        assertEquals(List.of("sync", "drop_caches 3", "drop_caches 0", "drop_caches 3"), kernel.taken());
        assertEquals(ReliefOutcome.DONE, report.outcome());
        assertTrue(report.conclusion().contains("; it was repeated after a 0, since the first had freed nothing; "), report.conclusion());
    }

    @Test
    void aDropThatTheKernelCountedIsNot() throws IOException {
        FakeKernel kernel = new FakeKernel(counted(0)).after("drop_caches 3", counted(1));
        run(kernel, dropCaches(3));
        assertEquals(List.of("sync", "drop_caches 3"), kernel.taken());
    }

    @Test
    void onlyWhatIsDroppedCounts() throws IOException {
        FakeKernel kernel = new FakeKernel(counted(0)).after("drop_caches 1", counted(0).vmStat("drop_slab", 1));
        run(kernel, dropCaches(1));
        assertEquals(List.of("sync", "drop_caches 1", "drop_caches 0", "drop_caches 1"), kernel.taken());
    }

    @Test
    void onAKernelThatDoesNotCountTheFreeMemoryDecides() throws IOException {
        FakeKernel freed = new FakeKernel(TestHost.withFreeBlocks(1000)).after("drop_caches 3", TestHost.withFreeBlocks(2000));
        run(freed, dropCaches(3));
        assertEquals(List.of("sync", "drop_caches 3"), freed.taken());
        FakeKernel noise = new FakeKernel(TestHost.withFreeBlocks(1000)).after("drop_caches 3", TestHost.withFreeBlocks(1100));
        run(noise, dropCaches(3));
        assertEquals(List.of("sync", "drop_caches 3", "drop_caches 0", "drop_caches 3"), noise.taken());
    }

    @Test
    void whereTheKernelRefusesTheZeroNothingIsRepeatedAndTheDropStaysDone() throws IOException {
        FakeKernel kernel = new FakeKernel(counted(0)).refuses("drop_caches 0", "cannot write 0: Invalid argument");
        ReliefReport report = run(kernel, dropCaches(3));
        assertEquals(List.of("sync", "drop_caches 3", "drop_caches 0"), kernel.taken());
        assertTrue(report.succeeded(), report.conclusion());
        assertTrue(report.conclusion().startsWith("The kernel took drop_caches 3 but counted no drop of "), report.conclusion());
    }

    @Test
    void inALadderTooItIsOneRung() throws IOException {
        FakeKernel kernel = new FakeKernel(TestHost.withFreeBlocks(100_000, 0, 0, 0, 0));
        run(kernel, relieve(4));
        assertEquals(List.of("compact_memory", "sync", "drop_caches 1", "drop_caches 0", "drop_caches 1", "compact_memory",
                "drop_caches 2", "drop_caches 0", "drop_caches 2", "compact_memory"), kernel.taken());
    }

    private ReliefReport run(FakeKernel kernel, ReliefOperation operation) throws IOException {
        return kernel.relief(root, ReliefSettings.defaults().withoutCooldowns()).run(operation, "test");
    }

    private static TestHost counted(long drops) {
        return TestHost.withFreeBlocks(1000).vmStat("drop_pagecache", drops).vmStat("drop_slab", drops);
    }
}
