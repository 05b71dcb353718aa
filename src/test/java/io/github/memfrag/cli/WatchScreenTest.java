package io.github.memfrag.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.sampling.SampledHost;
import io.github.memfrag.testing.RecordedTrees;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchScreenTest {
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final SampledHost host = new SampledHost("watch.order=4+9");

    @ParameterizedTest
    @CsvSource({"100, true, watch-incident.txt", "60, true, watch-incident-60.txt", "100, false, watch-incident-ascii.txt"})
    void drawsTheIncidentAndItsCure(int columns, boolean unicode, String golden) {
        WatchScreen screen = screen(Style.of(false, unicode));
        List<String> page = List.of();
        for (String tree : List.of("incident-1-failing", "incident-2-after-drop", "incident-3-after-compaction")) {
            page = samples(screen, tree, 6, columns);
        }
        GoldenFile.assertMatches(golden, page);
        assertTrue(page.stream().allMatch(line -> line.length() <= columns), page::toString);
    }

    @Test
    void keepsTheNewestSamplesWhereTheLineIsFull() {
        WatchScreen screen = screen(Style.of(false, true));
        samples(screen, "incident-1-failing", 300, 100);
        String row = rowOf(samples(screen, "incident-3-after-compaction", 1, 100));
        assertEquals(100, row.length());
        assertTrue(row.endsWith("██▄"), row);
    }

    @Test
    void marksWhereAZoneWasNotThere() {
        WatchScreen screen = screen(Style.of(false, true));
        host.kernel.blocks("Node 1, zone Normal 10 0 0 0 1 0 0 0 0 0 0");
        screen.next(host.sampleAfter(INTERVAL), 100);
        host.kernel.blocks("Node 0, zone Normal 0 0 0 0 1 0 0 0 0 0 0", "Node 1, zone Normal 16 0 0 0 1 0 0 0 0 0 0");
        assertTrue(rowOf(screen.next(host.sampleAfter(INTERVAL), 100)).endsWith("0 %   ▁"));
    }

    @Test
    void saysWhereItIsHeadingOnceThatIsKnown() {
        WatchScreen screen = screen(Style.of(false, true));
        SampledHost ageing = new SampledHost();
        List<String> page = List.of();
        for (int minute = 0; minute < 30; minute++) {
            ageing.kernel.blocks("Node 0, zone Normal " + (100 + minute * 2) + " 0 0 0 10 0 0 0 0 0 0");
            page = screen.next(ageing.sampleAfter(Duration.ofMinutes(1)), 100);
            assertTrue(minute > 5 || page.stream().noneMatch(line -> line.contains("Trend")), page::toString);
        }
        assertTrue(page.get(page.size() - 1).matches("Trend: \\+\\d+\\.\\d % per hour, critical in \\d+\\.\\d h"), page::toString);
    }

    private List<String> samples(WatchScreen screen, String tree, int count, int columns) {
        host.kernel.recorded(RecordedTrees.tree(tree));
        List<String> page = List.of();
        for (int i = 0; i < count; i++) {
            page = screen.next(host.sampleAfter(INTERVAL), columns);
        }
        return page;
    }

    private static String rowOf(List<String> page) {
        return page.stream().filter(line -> line.matches("Node 0 Normal +4 .*")).findFirst().orElseThrow();
    }

    private static WatchScreen screen(Style style) {
        return new WatchScreen(List.of("server1"), new Pages(OptionalLong.of(4096)), INTERVAL, style, ZoneOffset.UTC);
    }
}
