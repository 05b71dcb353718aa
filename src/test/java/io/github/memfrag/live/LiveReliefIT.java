package io.github.memfrag.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.fragmentation.WatchedZones;
import io.github.memfrag.kernel.KernelReader;
import io.github.memfrag.kernel.KernelTree;
import io.github.memfrag.relief.Relief;
import io.github.memfrag.relief.ReliefOperation;
import io.github.memfrag.relief.ReliefReport;
import io.github.memfrag.relief.ReliefSettings;
import io.github.memfrag.sampling.Snapshots;
import io.github.memfrag.testing.LiveKernel;
import io.github.memfrag.testing.SkippedTests;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reliefs of this machine's own kernel. */
@LiveKernel(writes = true)
class LiveReliefIT {
    private static final KernelReader READER = new KernelReader(KernelTree.host());

    private final Relief relief = new Relief(KernelTree.host(), new Snapshots(READER, WatchedZones.automatic()),
            ReliefSettings.defaults().withoutCooldowns(), READER.pageSizeBytes());

    @ParameterizedTest(name = "drop_caches {0}: page cache {1}, slab {2}")
    @CsvSource({"1, 1, 0", "2, 0, 1", "3, 1, 1"})
    void eachDropCountsOnceForWhatItDrops(int what, long pageCacheDrops, long slabDrops) throws IOException {
        ReliefReport report = relief.run(ReliefOperation.dropCaches(what), "test");
        assertTrue(report.succeeded(), report.conclusion());
        Map<String, Long> deltas = report.effect().orElseThrow().counterDeltas();
        assertEquals(pageCacheDrops, deltas.get("drop_pagecache"));
        assertEquals(slabDrops, deltas.get("drop_slab"));
        assertTrue(report.conclusion().startsWith("Dropped "), report.conclusion());
    }

    @Test
    void aDropFreesTheCacheOfAFile(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("cached");
        long size = 256 << 20;
        try (RandomAccessFile cached = new RandomAccessFile(file.toFile(), "rw")) {
            byte[] mebibyte = new byte[1 << 20];
            for (long written = 0; written < size; written += mebibyte.length) {
                cached.write(mebibyte);
            }
        }
        SkippedTests.machineCannotUnless(!Files.getFileStore(file).type().equals("tmpfs"), directory + " is in memory, where no drop frees anything");
        // The file is dirty until sync has written it: that most of it is gone shows that sync came first.
        ReliefReport report = relief.run(ReliefOperation.dropCaches(1), "test");
        long cachedBefore = report.effect().orElseThrow().memInfoBefore().get("Cached");
        long cachedAfter = report.effect().orElseThrow().memInfoAfter().get("Cached");
        assertTrue(cachedBefore - cachedAfter > size / 2, cachedBefore + " to " + cachedAfter + ": " + report.conclusion());
    }

    @Test
    void aCompactionScansAndSaysSo() throws IOException {
        ReliefReport report = relief.run(ReliefOperation.compactMemory(), "test");
        assertTrue(report.succeeded(), report.conclusion());
        assertTrue(report.effect().orElseThrow().counterDeltas().get("compact_migrate_scanned") > 0, report.conclusion());
        assertTrue(report.conclusion().startsWith("Compaction "), report.conclusion());
    }
}
