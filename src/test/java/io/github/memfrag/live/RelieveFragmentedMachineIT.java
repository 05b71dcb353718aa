package io.github.memfrag.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.fragmentation.WatchedZones;
import io.github.memfrag.kernel.KernelReader;
import io.github.memfrag.kernel.KernelTree;
import io.github.memfrag.relief.Relief;
import io.github.memfrag.relief.ReliefOperation;
import io.github.memfrag.relief.ReliefSettings;
import io.github.memfrag.sampling.Snapshots;
import io.github.memfrag.testing.AgentJar;
import io.github.memfrag.testing.ForkedJvm;
import io.github.memfrag.testing.JolokiaClient;
import io.github.memfrag.testing.LiveKernel;
import io.github.memfrag.testing.MachineFragmenter;
import io.github.memfrag.testing.RunningJvm;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jolokia.shaded.org.json.simple.JSONObject;
import org.junit.jupiter.api.Test;

/**
 * This machine, fragmented for real, is recovered by a ladder with the fewest steps that do it, over Jolokia. Its free memory lies in
 * single pages between pages of page cache: dropping that is enough, and costs nobody's dentries.
 */
@LiveKernel(writes = true)
class RelieveFragmentedMachineIT {
    private static final KernelReader READER = new KernelReader(KernelTree.host());
    private static final Snapshots SNAPSHOTS = new Snapshots(READER, WatchedZones.automatic());
    private static final String RELIEF = "memfrag:type=Relief";
    private static final int ORDER = 4;
    private static final Set<List<String>> FEWEST = Set.of(List.of("compact_memory"), List.of("compact_memory", "sync", "drop_caches 1"));

    @Test
    void relieveRecoversItWithTheFewestSteps() throws IOException, InterruptedException {
        new Relief(KernelTree.host(), SNAPSHOTS, ReliefSettings.defaults().withoutCooldowns(), READER.pageSizeBytes())
                .run(ReliefOperation.dropCaches(3), "test");
        Thread.sleep(3000); // What was freed leaves the per-CPU lists.
        double before = unusablePercent();
        try (MachineFragmenter.Session session = MachineFragmenter.fragment()) {
            double fragmented = unusablePercent();
            // How far it rises depends on how much memory the machine has besides: the line lies half-way.
            double line = (before + fragmented) / 2;
            try (RunningJvm service = serviceWithWarningAt(line)) {
                JSONObject report = relieve(new JolokiaClient(service.awaitErr("serving (http\\S+)")).asOperator());

                String seen = String.format(Locale.ROOT, "unusable(4): %.1f %%, fragmented %.1f %%, relieved %.1f %%; the report: %s", before,
                        fragmented, unusablePercent(), report.get("conclusion"));
                System.out.println(seen);
                List<String> steps = steps(report);
                assertEquals("DONE", report.get("outcome"), seen);
                assertEquals(true, report.get("recovered"), seen);
                // Where there are large free blocks besides, compaction alone may do it.
                assertTrue(FEWEST.contains(steps.stream().distinct().toList()), seen);
                assertTrue((Double) report.get("unusableFreePercentBefore") > line, seen);
                assertTrue((Double) report.get("unusableFreePercentAfter") < line, seen);
                assertEquals(steps.contains("drop_caches 1"), (Long) report.get("freedBytes") > session.freedBytes() / 4, seen);
                assertTrue(((String) report.get("conclusion")).startsWith("Order 4 has recovered after compact_memory"), seen);
            }
        }
    }

    private static RunningJvm serviceWithWarningAt(double percent) {
        return ForkedJvm.onCurrent().options(AgentJar.option(String.format(Locale.ROOT, "start.delay=0,port=0,relief.cooldown.drop=0s,"
                + "relief.cooldown.compact=0s,verdict.warning=%.1f,verdict.blocks=1000000,", percent) + AgentJar.operations()))
                .main("WaitsForInput").start();
    }

    /** As an operator who does not wait for the answer. */
    private static JSONObject relieve(JolokiaClient agent) throws InterruptedException {
        JSONObject plan = (JSONObject) agent.exec(RELIEF, "dryRun", ORDER);
        assertEquals(List.of("compact_memory", "sync", "drop_caches 1", "compact_memory", "drop_caches 2", "compact_memory"),
                plan.get("steps"), plan.toString());
        Long id = (Long) agent.exec(RELIEF, "startRelieve(int)", ORDER);
        while ((Boolean) agent.read(RELIEF, "Running")) {
            Thread.sleep(100);
        }
        return (JSONObject) agent.exec(RELIEF, "report", id);
    }

    /** As they were taken; Jolokia has them by number. */
    private static List<String> steps(JSONObject report) {
        Map<Integer, String> steps = new TreeMap<>();
        for (Object step : ((JSONObject) report.get("steps")).values()) {
            steps.put(((Long) ((JSONObject) step).get("number")).intValue(), (String) ((JSONObject) step).get("step"));
        }
        return List.copyOf(steps.values());
    }

    private static double unusablePercent() throws IOException {
        return SNAPSHOTS.take().host().worst(ORDER).orElseThrow().unusablePercent(ORDER);
    }
}
