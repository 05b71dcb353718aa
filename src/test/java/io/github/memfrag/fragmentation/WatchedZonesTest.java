package io.github.memfrag.fragmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.memfrag.kernel.KernelFiles;
import io.github.memfrag.kernel.KernelReader;
import io.github.memfrag.testing.RecordedTrees;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchedZonesTest {
    @ParameterizedTest
    @CsvSource({
        "recorded-1-healthy, Node 0 Normal",
        "incident-1-failing, Node 0 Normal",
        "arm64-64k-pages,    Node 0 Normal",
        "x86-32-highmem,     Node 0 Normal",
        "ppc64-dma-only,     Node 0 DMA",
        "movable-and-device, Node 0 Normal"})
    void areTheLargestOfANodeThatTheKernelAllocatesFrom(String tree, String watched) throws IOException {
        assertEquals(List.of(watched), names(WatchedZones.automatic(), RecordedTrees.tree(tree)));
    }

    @Test
    void haveOneZoneOfEveryNode() throws IOException {
        assertEquals(IntStream.range(0, 8).mapToObj(node -> "Node " + node + " Normal").toList(),
                names(WatchedZones.automatic(), RecordedTrees.tree("numa-8-nodes")));
    }

    @Test
    void areDma32OnASmallHost() throws IOException {
        assertEquals(List.of("Node 0 DMA32"), names(WatchedZones.automatic(), host("DMA 3998", "DMA32 782336", "Normal 262144")));
    }

    @Test
    void areTheLargerByPresentPagesWhereFewOfThemAreManagedYet() throws IOException {
        assertEquals(List.of("Node 0 Normal"), names(WatchedZones.automatic(), host("DMA32 782336", "Normal 5505024")));
    }

    @Test
    void areNormalWhereTheSizesAreUnknown() throws IOException {
        KernelFiles withoutZoneinfo = withoutZoneinfo(RecordedTrees.tree("recorded-1-healthy"));

        assertEquals(List.of("Node 0 Normal"), names(WatchedZones.automatic(), withoutZoneinfo));
    }

    @ParameterizedTest
    @CsvSource({
        "Movable,      Node 1 Movable",
        "DMA+Device,   Node 0 DMA+Node 1 Device",
        "Device+DMA,   Node 0 DMA+Node 1 Device",
        "Normal+DMA32, Node 0 DMA32+Node 0 Normal",
        "HighMem, "})
    void areThoseThatAreNamedOnEveryNodeInTheKernelsOrder(String named, String watched) throws IOException {
        assertEquals(watched == null ? List.of() : List.of(watched.split("\\+")),
                names(WatchedZones.named(List.of(named.split("\\+"))), RecordedTrees.tree("movable-and-device")));
    }

    @Test
    void mustBeNamedOrChosenAutomatically() {
        assertThrows(IllegalArgumentException.class, () -> WatchedZones.named(List.of()));
    }

    /** A host whose zones have one free page and as many present ones as told; of Normal next to nothing is managed. */
    private static KernelFiles host(String... zones) {
        StringBuilder buddyInfo = new StringBuilder();
        StringBuilder zoneInfo = new StringBuilder();
        Stream.of(zones).map(zone -> zone.split(" ")).forEach(zone -> {
            buddyInfo.append("Node 0, zone ").append(zone[0]).append(" 1 0 0\n");
            zoneInfo.append("Node 0, zone ").append(zone[0]).append("\n  pages free 1\n min 1\n low 1\n high 1\n present ")
                    .append(zone[1]).append("\n managed ").append(zone[0].equals("Normal") ? 1 : 1000).append('\n');
        });
        return name -> switch (name) {
            case "/proc/buddyinfo" -> buddyInfo.toString();
            case "/proc/zoneinfo" -> zoneInfo.toString();
            default -> throw new FileNotFoundException(name);
        };
    }

    private static KernelFiles withoutZoneinfo(KernelFiles files) {
        return name -> {
            if (name.equals("/proc/zoneinfo")) {
                throw new FileNotFoundException(name);
            }
            return files.read(name);
        };
    }

    private static List<String> names(WatchedZones watched, KernelFiles files) throws IOException {
        return HostFragmentation.of(new KernelReader(files).read(), watched).watched().stream()
                .map(zone -> zone.name().toString()).toList();
    }
}
