package io.github.memfrag.fragmentation;

import static io.github.memfrag.fragmentation.FragmentationIndices.externalThousandths;
import static io.github.memfrag.fragmentation.FragmentationIndices.unusableThousandths;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.memfrag.kernel.BuddyInfo;
import io.github.memfrag.kernel.FreeBlocks;
import io.github.memfrag.kernel.KernelTree;
import io.github.memfrag.kernel.ZoneName;
import io.github.memfrag.testing.ExtfragFile;
import io.github.memfrag.testing.RecordedTrees;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntBiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FragmentationIndicesTest {
    /** Both were published with the incident. Order 9 shows that a cure of order 4 need not be one of huge pages. */
    @ParameterizedTest
    @CsvSource({
        // tree,                      order, unusable, external
        "incident-1-failing,           4,     996,      -1000",
        "incident-2-after-drop,        4,     968,      -1000",
        "incident-3-after-compaction,  4,     458,      -1000",
        "incident-3-after-compaction,  9,     998,      -1000"})
    void tellsTheIncidentToTheThousandth(String tree, int order, int unusable, int external) throws IOException {
        FreeBlocks normal = BuddyInfo.parse(RecordedTrees.tree(tree).read(BuddyInfo.FILE)).zones().get(new ZoneName(0, "Normal"));

        assertEquals(unusable, unusableThousandths(normal, order));
        assertEquals(external, externalThousandths(normal, order));
    }

    @ParameterizedTest
    @ValueSource(strings = {"recorded-1-healthy", "recorded-2-fragmented", "recorded-3-after-drop"})
    void equalsWhatTheKernelSaidWhenItWasRecorded(String tree) throws IOException {
        KernelTree recorded = RecordedTrees.tree(tree);
        BuddyInfo buddyInfo = BuddyInfo.parse(recorded.read(BuddyInfo.FILE));

        assertEquals(ExtfragFile.parse(recorded.read("/sys/kernel/debug/extfrag/unusable_index")),
                byZoneAndOrder(buddyInfo, FragmentationIndices::unusableThousandths));
        assertEquals(ExtfragFile.parse(recorded.read("/sys/kernel/debug/extfrag/extfrag_index")),
                byZoneAndOrder(buddyInfo, FragmentationIndices::externalThousandths));
    }

    @ParameterizedTest(name = "{0}: {1} at order {2}")
    @CsvSource({
        // case,                         blocks per order,             order, unusable, external
        "nothing free,                   0 0 0 0 0 0 0 0 0 0 0,            4,     1000,     0",
        "nothing free at order 0,        0 0 0 0 0 0 0 0 0 0 0,            0,     1000,     0",
        "all in the largest order,       0 0 0 0 0 0 0 0 0 0 5,            10,    0,        -1000",
        "all in single pages,            1000 0 0 0 0 0 0 0 0 0 0,         1,     1000,     499",
        "crumbs for a huge request,      1000000 0 0 0 0 0 0 0 0 0 0,      10,    1000,     1000",
        "a lone block one order below,   0 0 0 1 0 0 0 0 0 0 0,            4,     1000,     -500",
        "a lone block two orders below,  0 0 1 0 0 0 0 0 0 0 0,            4,     1000,     -250",
        "a lone page for the largest,    1 0 0 0 0 0 0 0 0 0 0,            10,    1000,     0",
        "two blocks one order below,     0 0 0 2 0 0 0 0 0 0 0,            4,     1000,     0",
        "three blocks one order below,   0 0 0 3 0 0 0 0 0 0 0,            4,     1000,     167",
        "a lone block of the order,      0 0 0 0 1 0 0 0 0 0 0,            4,     0,        -1000",
        "half of it usable,              16 0 0 0 1 0 0 0 0 0 0,           4,     500,      -1000",
        "two thirds unusable,            2 0 0 0 0 0 0 0 0 0 0,            0,     0,        -1000",
        "truncated and not rounded,      2 0 0 0 0 0 0 0 0 0 0,            1,     1000,     0",
        "one third unusable,             1 1 0 0 0 0 0 0 0 0 0,            1,     333,      -1000",
        "an order the kernel has not,    0 0 0 0 0 0 0 0 0 0 5,            11,    1000,     300",
        "12 orders,                      8812 4120 1503 611 240 88 31 12 4 1 0 6,              11, 763, -1000",
        "14 orders,                      2110 1422 803 377 140 52 18 9 3 1 1 0 0 3,            13, 444, -1000",
        "one order only,                 3,                                                     0,  0,   -1000",
        "the most pages that there are,  9223372036854775 0,               1,     1000,     500",
        "the most pages in two orders,   3074457345618259 3074457345618258, 1,    333,      -1000"})
    void followsTheKernelsArithmetic(String what, String blocks, int order, int unusable, int external) {
        FreeBlocks zone = FreeBlocks.of(Stream.of(blocks.split(" ")).mapToLong(Long::parseLong).toArray());

        assertEquals(List.of(unusable, external), List.of(unusableThousandths(zone, order), externalThousandths(zone, order)));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 31})
    void refusesAnOrderThatNoKernelHas(int order) {
        FreeBlocks zone = FreeBlocks.of(1, 2, 3);

        assertThrows(IllegalArgumentException.class, () -> unusableThousandths(zone, order));
        assertThrows(IllegalArgumentException.class, () -> externalThousandths(zone, order));
    }

    private static Map<ZoneName, List<Integer>> byZoneAndOrder(BuddyInfo buddyInfo, ToIntBiFunction<FreeBlocks, Integer> index) {
        Map<ZoneName, List<Integer>> byZone = new LinkedHashMap<>();
        buddyInfo.zones().forEach((zone, blocks) -> byZone.put(zone,
                IntStream.range(0, blocks.orders()).mapToObj(order -> index.applyAsInt(blocks, order)).toList()));
        return byZone;
    }
}
