package io.github.memfrag.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.testing.RecordedTrees;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jolokia.shaded.org.json.simple.JSONObject;
import org.jolokia.shaded.org.json.simple.parser.JSONParser;
import org.jolokia.shaded.org.json.simple.parser.ParseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostJsonTest {
    private static final Path INCIDENT = RecordedTrees.path("incident-1-failing");

    private final TestTerminal terminal = TestTerminal.plain();

    @Test
    void saysWhatTheFragmentationMBeanSays() throws ParseException {
        Map<?, ?> fragmentation = member(report(0, INCIDENT), "fragmentation");
        assertEquals(true, fragmentation.get("supported"));
        assertEquals(99.6, fragmentation.get("unusableFreePercent"));
        assertEquals("Node 0 Normal", fragmentation.get("worstZone"));
        assertEquals(64L, fragmentation.get("availableBlocks"));
        assertEquals(4L, fragmentation.get("watchOrder"));
        assertEquals("WARNING", fragmentation.get("stateName"));
        assertEquals("FRAGMENTATION", fragmentation.get("cause"));
        assertEquals(4096L, fragmentation.get("pageSizeBytes"));
        assertEquals(List.of(0.0, 46.9, 97.2, 99.6, 99.6, 99.6, 99.6, 99.6, 99.6, 99.6, 99.6),
                fragmentation.get("unusableFreePercentByOrder"));
        assertEquals(11, ((List<?>) fragmentation.get("orders")).size());
    }

    @Test
    void answersForTheOrderAskedFor() throws ParseException {
        assertEquals(46.9, member(report(0, INCIDENT, "--order", "1"), "fragmentation").get("unusableFreePercent"));
    }

    @Test
    void listsTheZonesInTheKernelsOrder() throws ParseException {
        List<?> zones = (List<?>) report(0, INCIDENT).get("zones");
        assertEquals(List.of("DMA", "DMA32", "Normal"), zones.stream().map(zone -> ((Map<?, ?>) zone).get("zone")).toList());
        assertEquals(List.of(127146L, 68215L, 1614L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 1L), ((Map<?, ?>) zones.get(2)).get("freeBlocks"));
    }

    @Test
    void neverSaysZeroForWhatTheKernelDoesNotTell() throws ParseException {
        // 2.6.32 has no PSI and does not count drops.
        Map<?, ?> compaction = member(report(0, INCIDENT), "compaction");
        for (String absent : List.of("pressureSomeAvg10Percent", "dropPagecache", "dropSlab")) {
            assertNull(compaction.get(absent), absent);
        }
    }

    @Test
    void saysLoudlyThatItSpeaksOfARecordedTree() throws ParseException {
        assertEquals(INCIDENT.toString(), report(0, INCIDENT).get("kernelRoot"));
    }

    @Test
    void saysWhyThereIsNothingToTell(@TempDir Path empty) throws ParseException {
        JSONObject host = report(1, empty);
        assertEquals(false, member(host, "fragmentation").get("supported"));
        assertTrue(member(host, "fragmentation").get("unsupportedReason").toString().contains("/proc/buddyinfo"), host::toString);
        assertNull(member(host, "fragmentation").get("freeBytes"));
        assertEquals(List.of(), host.get("zones"));
        assertTrue(terminal.err().contains("/proc/buddyinfo"), terminal::err);
    }

    private JSONObject report(int status, Path tree, String... more) throws ParseException {
        List<String> words = new ArrayList<>(List.of("report", "--json", "--kernel-root", tree.toString()));
        words.addAll(List.of(more));
        assertEquals(status, new CommandLine(CommandLine.COMMANDS, terminal.terminal()).run(words.toArray(String[]::new)));
        assertEquals(1, terminal.out().lines().count());
        return (JSONObject) new JSONParser().parse(terminal.out());
    }

    private static Map<?, ?> member(JSONObject object, String name) {
        return (Map<?, ?>) object.get(name);
    }
}
