package io.github.memfrag.jmx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.fragmentation.WatchedZones;
import io.github.memfrag.kernel.KernelReader;
import io.github.memfrag.kernel.KernelTree;
import io.github.memfrag.sampling.Sampler;
import io.github.memfrag.sampling.Snapshot;
import io.github.memfrag.sampling.Snapshots;
import io.github.memfrag.testing.RecordedTrees;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.management.AttributeNotFoundException;
import javax.management.MBeanAttributeInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompactionBeanTest {
    @TempDir
    Path root;

    @Test
    void whatThisKernelCountsIsThereWithItsRate() throws Exception {
        ComputedMBean mbean = mbean("compact_stall 7\nallocstall_normal 2\nallocstall_movable 3\n", true);

        assertEquals(7L, mbean.getAttribute("CompactStall"));
        assertEquals(5L, mbean.getAttribute("AllocStall"));
        assertTrue(names(mbean).contains("CompactStallPerSecond"));
    }

    @Test
    void whatThisKernelDoesNotCountIsLeftOut() throws Exception {
        ComputedMBean mbean = mbean("compact_stall 7\n", false);

        assertEquals(Set.of("CompactStall", "CompactStallPerSecond"), names(mbean));
        assertThrows(AttributeNotFoundException.class, () -> mbean.getAttribute("CompactFail"));
    }

    @Test
    void aKernelThatTellsNothingNowMayTellLater() throws Exception {
        Files.delete(tree().resolve("proc/vmstat"));
        ComputedMBean mbean = CompactionBean.of(kernel(snapshots()));

        assertTrue(names(mbean).contains("CompactFail"));
        assertNull(mbean.getAttribute("CompactFail"));
    }

    @Test
    void aRateIsAbsentBeforeTheSecondSampleAndThenPerSecond() throws Exception {
        Files.writeString(tree().resolve("proc/vmstat"), "compact_stall 100\n");
        Snapshots snapshots = snapshots();
        ComputedMBean mbean = CompactionBean.of(kernel(snapshots));
        assertNull(mbean.getAttribute("CompactStallPerSecond"));

        BlockingQueue<Snapshot> samples = new LinkedBlockingQueue<>();
        try (Sampler sampler = Sampler.start(snapshots, Duration.ofMillis(20), samples::add)) {
            assertTrue(samples.poll(10, TimeUnit.SECONDS) != null);
            Files.writeString(root.resolve("proc/vmstat"), "compact_stall 200\n");
            Double rate = null;
            for (int i = 0; i < 500 && (rate == null || rate == 0); i++) {
                samples.poll(10, TimeUnit.SECONDS);
                rate = (Double) mbean.getAttribute("CompactStallPerSecond");
            }
            assertTrue(rate > 0, "rate " + rate);
        }
    }

    @Test
    void nothingCanBeSet() {
        assertFalse(Arrays.stream(CompactionBean.of(kernel(snapshots())).getMBeanInfo().getAttributes())
                .anyMatch(MBeanAttributeInfo::isWritable));
    }

    private ComputedMBean mbean(String vmStat, boolean withPressure) throws Exception {
        Files.writeString(tree().resolve("proc/vmstat"), vmStat);
        if (!withPressure) {
            Files.deleteIfExists(root.resolve("proc/pressure/memory"));
        }
        return CompactionBean.of(kernel(snapshots()));
    }

    private Path tree() {
        return RecordedTrees.copy("recorded-1-healthy", root);
    }

    private Snapshots snapshots() {
        return new Snapshots(new KernelReader(KernelTree.recorded(root)), WatchedZones.automatic());
    }

    private static KernelAnswers kernel(Snapshots snapshots) {
        return new KernelAnswers(snapshots, OptionalLong.of(4096));
    }

    private static Set<String> names(ComputedMBean mbean) {
        return Arrays.stream(mbean.getMBeanInfo().getAttributes()).map(MBeanAttributeInfo::getName).collect(Collectors.toSet());
    }
}
