package io.github.memfrag.fragmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.memfrag.kernel.FreeBlocks;
import io.github.memfrag.kernel.KernelFiles;
import io.github.memfrag.kernel.KernelReader;
import io.github.memfrag.kernel.ZoneName;
import io.github.memfrag.testing.RecordedTrees;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostFragmentationTest {
    @Test
    void holdsEveryZoneWithItsWatermarks() throws IOException {
        HostFragmentation host = host(RecordedTrees.tree("numa-8-nodes"), WatchedZones.automatic());

        assertEquals(10, host.zones().size());
        host.zones().forEach(zone -> assertEquals(zone.blocks().pages(), zone.watermarks().orElseThrow().freePages()));
    }

    @Test
    void addsUpTheFreeBlocksOfAllZones() throws IOException {
        HostFragmentation host = host(buddyInfo("Node 0, zone DMA 1 0 2\nNode 0, zone Normal 5 7 0\n"), WatchedZones.automatic());

        assertEquals(FreeBlocks.of(6, 7, 2), host.total());
    }

    @ParameterizedTest
    @CsvSource({
        // node 0, node 1, node 2, order, worst
        "0 0 9,    4 0 9,   0 0 9,   2,    1",
        "9 0 1,    4 0 9,   0 9 9,   2,    0",
        "9 0 1,    4 0 9,   0 9 9,   0,    0",
        "9 9 0,    9 0 0,   0 0 9,   2,    0",
        "0 0 9,    0 0 5,   0 0 7,   2,    1",
        "0 0 9,    0 0 5,   0 0 5,   2,    1",
        "0 0 9,    0 0 0,   9 9 0,   2,    1"})
    void findsTheWorstZoneAtAnOrderOfEqualsTheOneWithTheFewestBlocksThenTheFirst(
            String node0, String node1, String node2, int order, int worst) throws IOException {
        HostFragmentation host = host(buddyInfo("Node 0, zone Normal " + node0 + "\nNode 1, zone Normal " + node1
                + "\nNode 2, zone Normal " + node2 + "\n"), WatchedZones.automatic());

        assertEquals(new ZoneName(worst, "Normal"), host.worst(order).orElseThrow().name());
    }

    @Test
    void passesOverTheZonesThatAreNotWatched() throws IOException {
        HostFragmentation host = host(RecordedTrees.tree("movable-and-device"), WatchedZones.automatic());

        assertEquals(new ZoneName(0, "Normal"), host.worst(4).orElseThrow().name());
    }

    @Test
    void hasNoWorstZoneWhereNoneIsWatched() throws IOException {
        HostFragmentation host = host(RecordedTrees.tree("recorded-1-healthy"), WatchedZones.named(List.of("HighMem")));

        assertEquals(List.of(), host.watched());
        assertEquals(Optional.empty(), host.worst(4));
    }

    @Test
    void cannotBeChangedFromOutside() throws IOException {
        HostFragmentation host = host(RecordedTrees.tree("recorded-1-healthy"), WatchedZones.automatic());

        assertThrows(UnsupportedOperationException.class, () -> host.zones().clear());
        assertThrows(UnsupportedOperationException.class, () -> host.watched().clear());
    }

    private static KernelFiles buddyInfo(String text) {
        return name -> {
            if (name.equals("/proc/buddyinfo")) {
                return text;
            }
            throw new FileNotFoundException(name);
        };
    }

    private static HostFragmentation host(KernelFiles files, WatchedZones watched) throws IOException {
        return HostFragmentation.of(new KernelReader(files).read(), watched);
    }
}
