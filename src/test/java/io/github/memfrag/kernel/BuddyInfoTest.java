package io.github.memfrag.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.github.memfrag.testing.RecordedTrees;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BuddyInfoTest {
    private static final String DMA = "Node 0, zone      DMA      2      1      1 \n";
    private static final String NORMAL = "Node 0, zone   Normal    926   1167   1679 \n";

    @Test
    void readsEveryZoneInTheKernelsOrder() throws IOException {
        BuddyInfo incident = recorded("incident-1-failing");

        assertEquals(List.of(new ZoneName(0, "DMA"), new ZoneName(0, "DMA32"), new ZoneName(0, "Normal")),
                List.copyOf(incident.zones().keySet()));
        assertArrayEquals(new long[] {127146, 68215, 1614, 0, 0, 0, 0, 0, 0, 0, 1},
                incident.zones().get(new ZoneName(0, "Normal")).countByOrder());
    }

    @ParameterizedTest
    @CsvSource({
        "recorded-1-healthy, 11, 3",
        "incident-1-failing, 11, 3",
        "arm64-16k-pages,    12, 2",
        "arm64-64k-pages,    14, 2",
        "ppc64-dma-only,      9, 1",
        "x86-32-highmem,     11, 3",
        "movable-and-device, 11, 5",
        "numa-8-nodes,       11, 10"})
    void takesTheNumberOfOrdersAndZonesFromTheFile(String tree, int orders, int zones) throws IOException {
        BuddyInfo buddyInfo = recorded(tree);

        assertEquals(orders, buddyInfo.orders());
        assertEquals(zones, buddyInfo.zones().size());
    }

    @Test
    void readsAsManyNodesAsLinuxCanHave() throws IOException {
        String text = IntStream.range(0, 1024).mapToObj(node -> "Node " + node + ", zone   Normal " + node + " 0 1 \n")
                .collect(Collectors.joining());

        BuddyInfo buddyInfo = BuddyInfo.parse(text);

        assertEquals(1024, buddyInfo.zones().size());
        assertEquals(FreeBlocks.of(1023, 0, 1), buddyInfo.zones().get(new ZoneName(1023, "Normal")));
    }

    @Test
    void readsOneZoneOfOneOrder() throws IOException {
        assertEquals(FreeBlocks.of(7), BuddyInfo.parse("Node 0, zone Normal 7\n").zones().get(new ZoneName(0, "Normal")));
    }

    @Test
    void needsNoBlankAtTheEndOfALine() throws IOException {
        assertEquals(BuddyInfo.parse(DMA), BuddyInfo.parse(DMA.replace(" \n", "\n")));
    }

    @Test
    void addsUpTheFreeBlocksOfAllZones() throws IOException {
        assertEquals(FreeBlocks.of(928, 1168, 1680), BuddyInfo.parse(DMA + NORMAL).total());
    }

    @Test
    void equalsAReadingOfTheSameBlocksOnly() throws IOException {
        assertEquals(BuddyInfo.parse(DMA), BuddyInfo.parse(DMA));
        assertEquals(BuddyInfo.parse(DMA).hashCode(), BuddyInfo.parse(DMA).hashCode());
        assertNotEquals(BuddyInfo.parse(DMA), BuddyInfo.parse(DMA.replace("2", "3")));
    }

    static List<Malformed> malformed() {
        return List.of(
                new Malformed("empty file", "", "/proc/buddyinfo: is empty"),
                new Malformed("only a newline", "\n", "line 1: expected 'Node N, zone NAME'"),
                new Malformed("line cut before the zone", DMA + "Node 0, zone\n", "line 2: expected 'Node N, zone NAME'"),
                new Malformed("line cut after the zone", DMA + "Node 0, zone   Normal\n", "line 2: expected 'Node N, zone NAME'"),
                new Malformed("line cut between columns", DMA + "Node 0, zone   Normal    926   1167\n",
                        "line 2: 2 orders, 3 in the lines above"),
                new Malformed("line cut within a column", DMA + "Node 0, zone   Normal    926   1167   16",
                        "line 2: cut short, there is no newline at the end"),
                new Malformed("no newline at the end", DMA.trim(), "line 1: cut short, there is no newline at the end"),
                new Malformed("one column more", DMA + NORMAL.replace(" \n", " 1 \n"), "line 2: 4 orders, 3 in the lines above"),
                new Malformed("negative count", DMA.replace("      2", "     -2"), "line 1: '-2' is not a number"),
                new Malformed("signed count", DMA.replace("      2", "     +2"), "line 1: '+2' is not a number"),
                new Malformed("letters", DMA.replace("      2", "    two"), "line 1: 'two' is not a number"),
                new Malformed("fraction", DMA.replace("      2", "    2.0"), "line 1: '2.0' is not a number"),
                new Malformed("tab between columns", DMA.replace("2      1", "2\t1"), "line 1: '2\t1' is not a number"),
                new Malformed("count above 2^63", DMA.replace("      2", " 9223372036854775808"),
                        "line 1: '9223372036854775808' is more than a signed 64-bit number holds"),
                new Malformed("count above 2^64", DMA.replace("      2", " 99999999999999999999"),
                        "line 1: '99999999999999999999' is not a number of 64 bits"),
                new Malformed("pages above every address space", DMA.replace("      2", " 9223372036854775807"),
                        "line 1: more free pages than any address space holds"),
                new Malformed("pages of two zones above every address space", DMA.replace("      2", " 9000000000000000")
                        + NORMAL.replace("926", "9000000000000000"), "line 2: more free pages than any address space holds"),
                new Malformed("zone twice", DMA + NORMAL + DMA, "line 3: Node 0 DMA for the second time"),
                new Malformed("node without number", DMA.replace("Node 0", "Node x"), "line 1: expected 'Node N, zone NAME'"),
                new Malformed("negative node", DMA.replace("Node 0", "Node -1"), "line 1: expected 'Node N, zone NAME'"),
                new Malformed("node number too large", DMA.replace("Node 0", "Node 9999999999"), "line 1: expected 'Node N, zone"),
                new Malformed("heading", "Free pages per order  0  1  2\n" + DMA, "line 1: expected 'Node N, zone NAME'"),
                new Malformed("32 orders", "Node 0, zone Normal" + " 0".repeat(32) + "\n",
                        "line 1: 32 orders, at most 31 are possible"),
                new Malformed("a hundred thousand columns", "Node 0, zone Normal" + " 0".repeat(100_000) + "\n",
                        "line 1: 100000 orders, at most 31 are possible"),
                new Malformed("DOS line ends", (DMA + NORMAL).replace("\n", "\r\n"), "line 1: ends with a carriage return"),
                new Malformed("empty line between", DMA + "\n" + NORMAL, "line 2: expected 'Node N, zone NAME'"),
                new Malformed("empty line at the end", DMA + "\n", "line 2: expected 'Node N, zone NAME'"),
                new Malformed("blanks at the end", DMA + "   \n", "line 2: expected 'Node N, zone NAME'"),
                new Malformed("another file", "MemTotal:       24684096 kB\n", "line 1: expected 'Node N, zone NAME'"));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void refusesWhatIsMalformedWithFileLineAndReason(Malformed file) {
        file.assertRefused(BuddyInfo::parse, "/proc/buddyinfo");
    }

    private static BuddyInfo recorded(String tree) throws IOException {
        return BuddyInfo.parse(RecordedTrees.tree(tree).read(BuddyInfo.FILE));
    }
}
