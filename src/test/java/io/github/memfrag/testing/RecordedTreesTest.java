package io.github.memfrag.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.kernel.KernelReader;
import io.github.memfrag.kernel.KernelReading;
import io.github.memfrag.kernel.KernelTree;
import io.github.memfrag.kernel.ZoneInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The recorded trees are what other tests and demonstrations stand on, so they must hold together. */
class RecordedTreesTest {
    static List<Path> trees() {
        return RecordedTrees.all();
    }

    @ParameterizedTest
    @MethodSource("trees")
    void saysHonestlyWhereItComesFrom(Path tree) throws IOException {
        String origin = Files.readString(tree.resolve("ORIGIN"));

        assertTrue(origin.startsWith("RECORDED") || origin.startsWith("COMPOSED"), origin);
        assertEquals(tree.getFileName().toString().startsWith("recorded"), origin.startsWith("RECORDED"));
    }

    @ParameterizedTest
    @MethodSource("trees")
    void reads(Path tree) throws IOException {
        KernelReader reader = new KernelReader(KernelTree.recorded(tree));
        KernelReading reading = reader.read();

        assertEquals(List.of(), reading.problems());
        assertTrue(reading.vmStat().isPresent() && reading.memInfo().isPresent());
        assertTrue(reader.pageSizeBytes().isPresent() && reader.bootId().isPresent());
    }

    /** A live kernel counts per CPU first, up to 125 pages each: zoneinfo of a recording with 2 CPUs may lag behind by that. */
    @ParameterizedTest
    @MethodSource("trees")
    void agreesOnTheFreePagesOfEachZone(Path tree) throws IOException {
        KernelReading reading = new KernelReader(KernelTree.recorded(tree)).read();
        ZoneInfo zoneInfo = reading.zoneInfo().orElseThrow();

        reading.buddyInfo().zones().forEach((zone, blocks) ->
                assertEquals(blocks.pages(), zoneInfo.zone(zone).orElseThrow().freePages(), 2 * 125, zone.toString()));
    }

    @ParameterizedTest
    @MethodSource("trees")
    void takesTheWritesOfEveryCure(Path tree) throws IOException {
        KernelReading reading = new KernelReader(KernelTree.recorded(tree)).read();

        assertTrue(Files.isRegularFile(tree.resolve("proc/sys/vm/drop_caches")));
        assertTrue(Files.isRegularFile(tree.resolve("proc/sys/vm/compact_memory")));
        reading.buddyInfo().zones().keySet().forEach(zone ->
                assertTrue(Files.isRegularFile(tree.resolve("sys/devices/system/node/node" + zone.node() + "/compact"))));
    }

    @Test
    void canBeCopiedToWriteTo(@TempDir Path directory) throws IOException {
        Path copy = RecordedTrees.copy("incident-1-failing", directory);

        for (String file : List.of("ORIGIN", "proc/buddyinfo", "sys/devices/system/node/node0/compact")) {
            assertEquals(-1, Files.mismatch(RecordedTrees.path("incident-1-failing").resolve(file), copy.resolve(file)), file);
        }
    }
}
