package io.github.memfrag.live;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.fragmentation.WatchedZones;
import io.github.memfrag.fragmentation.ZoneFragmentation;
import io.github.memfrag.kernel.KernelReader;
import io.github.memfrag.kernel.KernelTree;
import io.github.memfrag.kernel.VmControls;
import io.github.memfrag.sampling.Snapshots;
import io.github.memfrag.testing.LiveKernel;
import io.github.memfrag.testing.MachineFragmenter;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The number we headline rises when this machine's memory is fragmented for real, and falls when caches are dropped. */
@LiveKernel(writes = true)
class FragmentedMachineIT {
    private static final int ORDER = 4;
    /** Freed pages first lie in per-CPU lists, which buddyinfo does not count: only from there do they join larger blocks. */
    private static final Duration SETTLING_USUALLY = Duration.ofSeconds(3);
    private static final Duration SETTLING_AT_MOST = Duration.ofSeconds(60);

    private final KernelTree kernel = KernelTree.host();
    private final KernelReader reader = new KernelReader(kernel);
    private final Snapshots snapshots = new Snapshots(reader, WatchedZones.automatic());

    @Test
    void unusableRisesByTheFragmentedMemoryAndADropOfCachesRestoresIt() throws IOException, InterruptedException {
        dropCaches();
        Thread.sleep(SETTLING_USUALLY.toMillis());
        ZoneFragmentation before = watchedZone();
        try (MachineFragmenter.Session session = MachineFragmenter.fragment()) {
            // In pages, since the share depends on how much memory the machine has besides.
            long freedPages = session.freedBytes() / reader.pageSizeBytes().orElseThrow();
            ZoneFragmentation fragmented = watchedZone();
            long crumbs = unusablePages(fragmented);
            assertTrue(crumbs - unusablePages(before) > freedPages / 4, describe(before) + ", then " + describe(fragmented));
            assertTrue(fragmented.unusablePercent(ORDER) > before.unusablePercent(ORDER));

            dropCaches();
            ZoneFragmentation restored = settled(zone -> crumbs - unusablePages(zone) > freedPages / 4);
            String seen = "unusable(" + ORDER + ") of " + before.name() + ": " + describe(before)
                    + ", fragmented " + describe(fragmented) + ", caches dropped " + describe(restored);
            System.out.println(seen);
            assertTrue(crumbs - unusablePages(restored) > freedPages / 4, seen);
            assertTrue(fragmented.unusablePercent(ORDER) > restored.unusablePercent(ORDER), seen);
        }
    }

    private ZoneFragmentation settled(Predicate<ZoneFragmentation> expected) throws IOException, InterruptedException {
        long start = System.nanoTime();
        ZoneFragmentation zone = watchedZone();
        while (!expected.test(zone) && System.nanoTime() - start < SETTLING_AT_MOST.toNanos()) {
            Thread.sleep(200);
            zone = watchedZone();
        }
        return zone;
    }

    private ZoneFragmentation watchedZone() throws IOException {
        return snapshots.take().host().worst(ORDER).orElseThrow();
    }

    private static long unusablePages(ZoneFragmentation zone) {
        return zone.blocks().pages() - zone.blocks().pagesFrom(ORDER);
    }

    private static String describe(ZoneFragmentation zone) {
        return zone.unusablePercent(ORDER) + " % (" + zone.blocks().suitable(ORDER) + " blocks available)";
    }

    private void dropCaches() throws IOException {
        Files.writeString(kernel.locate(VmControls.DROP_CACHES), "3");
    }
}
