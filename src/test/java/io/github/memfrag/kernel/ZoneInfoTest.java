package io.github.memfrag.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.memfrag.testing.RecordedTrees;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ZoneInfoTest {
    private static final String ZONE = """
            Node 0, zone   Normal
              pages free     190107
                    min      4214
                    low      5267
                    high     6320
                    spanned  5505024
                    present  5505024
                    managed  262144
                    protection: (0, 0, 0, 0, 0)
              pagesets
                cpu: 0
                          count:    65
                          high:     567
                          high_min: 567
            """;

    @ParameterizedTest
    @CsvSource({
        // tree,             node, zone,    free,    min,   low,   high,  present, managed
        "recorded-1-healthy,    0, DMA32,   772918,  6458,  8072,  9686,  782336 ,  772918",
        "movable-and-device,    1, Movable, 111056,  33,    41,    49,    4194304, 4194304",
        "movable-and-device,    0, Device,  0,       0,     0,     0,     0,       0"})
    void readsWatermarksAndSizesInPages(String tree, int node, String zone, long free, long min, long low, long high, long present,
            long managed) throws IOException {
        ZoneWatermarks watermarks = recorded(tree).zone(new ZoneName(node, zone)).orElseThrow();

        assertEquals(List.of(free, min, low, high, present, managed), List.of(watermarks.freePages(), watermarks.minPages(),
                watermarks.lowPages(), watermarks.highPages(), watermarks.presentPages(), watermarks.managedPages()));
    }

    @Test
    void takesThePresentPagesForManagedOnesBeforeLinux39() throws IOException {
        assertEquals(3361280, recorded("incident-1-failing").zone(new ZoneName(0, "Normal")).orElseThrow().managedPages());
    }

    @Test
    void doesNotTakeThePageSetsOfACpuForTheZonesOwn() throws IOException {
        assertEquals(6320, ZoneInfo.parse(ZONE).zone(new ZoneName(0, "Normal")).orElseThrow().highPages());
    }

    @Test
    void saysNothingOfAZoneThatIsNotThere() throws IOException {
        assertEquals(Optional.empty(), ZoneInfo.parse(ZONE).zone(new ZoneName(1, "Normal")));
    }

    static List<Malformed> malformed() {
        return List.of(
                new Malformed("empty file", "", "is empty"),
                new Malformed("no zone before the figures", ZONE.substring(ZONE.indexOf('\n') + 1),
                        "line 1: expected 'Node N, zone NAME'"),
                new Malformed("line cut before the zone", ZONE + "Node 1, zone\n", "line 15: expected 'Node N, zone NAME'"),
                new Malformed("cut short", ZONE.substring(0, ZONE.length() - 2), "line 14: cut short"),
                new Malformed("cut after the first figure", ZONE + "Node 1, zone   Normal\n  pages free     1\n",
                        "line 15: Node 1 Normal lacks 'min'"),
                new Malformed("figure without value", ZONE.replace("5267", ""), "line 1: Node 0 Normal lacks 'low'"),
                new Malformed("letters", ZONE.replace("4214", "many"), "line 3: 'many' is not a number"),
                new Malformed("negative", ZONE.replace("4214", "-4214"), "line 3: '-4214' is not a number"),
                new Malformed("above 2^63", ZONE.replace("4214", "18446744073709551615"),
                        "line 3: '18446744073709551615' is more than"),
                new Malformed("figure twice", ZONE.replace("low ", "min "), "line 4: Node 0 Normal has 'min' for the second time"),
                new Malformed("zone twice", ZONE + ZONE, "line 15: Node 0 Normal for the second time"),
                new Malformed("DOS line ends", ZONE.replace("\n", "\r\n"), "line 1: ends with a carriage return"));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void refusesWhatIsMalformedWithFileLineAndReason(Malformed file) {
        file.assertRefused(ZoneInfo::parse, "/proc/zoneinfo");
    }

    private static ZoneInfo recorded(String tree) throws IOException {
        return ZoneInfo.parse(RecordedTrees.tree(tree).read(ZoneInfo.FILE));
    }
}
