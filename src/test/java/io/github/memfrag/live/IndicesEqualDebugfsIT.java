package io.github.memfrag.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.fragmentation.WatchedZones;
import io.github.memfrag.fragmentation.ZoneFragmentation;
import io.github.memfrag.kernel.BuddyInfo;
import io.github.memfrag.kernel.KernelReader;
import io.github.memfrag.kernel.KernelTree;
import io.github.memfrag.kernel.ZoneName;
import io.github.memfrag.sampling.Snapshot;
import io.github.memfrag.sampling.Snapshots;
import io.github.memfrag.testing.DebugFs;
import io.github.memfrag.testing.ExtfragFile;
import io.github.memfrag.testing.LiveKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernel itself is the oracle: what we compute from buddyinfo it shows to root in debugfs. */
@LiveKernel
class IndicesEqualDebugfsIT {
    private static final int READINGS = 200;
    /** On a busy machine most readings may race with the allocator; this many and no more are tried. */
    private static final int MOST_TRIES = 100 * READINGS;

    private final KernelTree kernel = KernelTree.host();
    private final Snapshots snapshots = new Snapshots(new KernelReader(kernel), WatchedZones.automatic());

    @TempDir
    Path directory;

    @Test
    void everyZoneAndOrderOfBothIndicesEqualsTheKernelsOwn() throws IOException {
        Set<BuddyInfo> distinct = new HashSet<>();
        int compared = 0;
        int raced = 0;
        long values = 0;
        try (DebugFs debugFs = DebugFs.mount()) {
            while (compared < READINGS && compared + raced < MOST_TRIES) {
                useMemory(compared);
                BuddyInfo before = BuddyInfo.parse(kernel.read(BuddyInfo.FILE));
                Map<ZoneName, List<Integer>> unusable = ExtfragFile.parse(debugFs.read("extfrag/unusable_index"));
                Map<ZoneName, List<Integer>> external = ExtfragFile.parse(debugFs.read("extfrag/extfrag_index"));
                Snapshot snapshot = snapshots.take();
                if (!snapshot.reading().buddyInfo().equals(before)) {
                    raced++;
                    continue;
                }
                assertEquals(unusable, thousandths(snapshot, zone -> scaled(zone.unusablePercentByOrder(), 10)));
                assertEquals(external, thousandths(snapshot, zone -> scaled(zone.fragmentationIndexByOrder(), 1000)));
                compared++;
                values += 2L * before.zones().size() * before.orders();
                distinct.add(before);
            }
        }
        System.out.printf("%d readings equal the kernel's own in all %d values; %d of them differ; %d raced ones were discarded%n",
                compared, values, distinct.size(), raced);
        assertEquals(READINGS, compared, raced + " readings raced with the allocator");
        assertTrue(distinct.size() > 1, "the free blocks never changed");
    }

    /** Keeps page cache of a changing size, so that each reading finds other free blocks. */
    private void useMemory(int round) throws IOException {
        Files.write(directory.resolve("page-cache"), new byte[(1 + round % 16) << 18]);
    }

    private static Map<ZoneName, List<Integer>> thousandths(Snapshot snapshot, Function<ZoneFragmentation, List<Integer>> index) {
        Map<ZoneName, List<Integer>> byZone = new LinkedHashMap<>();
        snapshot.host().zones().forEach(zone -> byZone.put(zone.name(), index.apply(zone)));
        return byZone;
    }

    private static List<Integer> scaled(double[] values, int factor) {
        return Arrays.stream(values).mapToObj(value -> (int) Math.round(value * factor)).toList();
    }
}
