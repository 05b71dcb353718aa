package io.github.memfrag.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.testing.AgentJar;
import io.github.memfrag.testing.ForkedJvm;
import io.github.memfrag.testing.JolokiaClient;
import io.github.memfrag.testing.LiveKernel;
import io.github.memfrag.testing.MachineFragmenter;
import io.github.memfrag.testing.RunningJvm;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jolokia.shaded.org.json.simple.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The headline rises when this machine's memory is fragmented for real, and falls when the agent drops caches: all of it read and
 * done over Jolokia, as an operator would.
 */
@LiveKernel(writes = true)
class FragmentedMachineIT {
    private static final String HOST = "memfrag:type=Fragmentation";
    /** Freed pages first lie in per-CPU lists, which buddyinfo does not count: only from there do they join larger blocks. */
    private static final Duration SETTLING_USUALLY = Duration.ofSeconds(3);
    private static final Duration SETTLING_AT_MOST = Duration.ofSeconds(60);

    private RunningJvm service;
    private JolokiaClient agent;

    @BeforeEach
    void startAServiceWithTheAgent() {
        service = ForkedJvm.onCurrent().options(AgentJar.option("start.delay=0,port=0,"
                + "relief.cooldown.drop=0s,relief.cooldown.compact=0s," + AgentJar.operations())).main("WaitsForInput").start();
        agent = new JolokiaClient(service.awaitErr("serving (http\\S+)")).asOperator();
    }

    @AfterEach
    void stopTheService() {
        service.close();
    }

    @Test
    void unusableRisesByTheFragmentedMemoryAndADropOfCachesRestoresIt() throws IOException, InterruptedException {
        dropCaches();
        Thread.sleep(SETTLING_USUALLY.toMillis());
        WorstZone before = worstZone();
        try (MachineFragmenter.Session session = MachineFragmenter.fragment()) {
            // In bytes, since the share depends on how much memory the machine has besides.
            long quarter = session.freedBytes() / 4;
            WorstZone fragmented = worstZone();
            assertTrue(fragmented.crumbBytes() - before.crumbBytes() > quarter, before + ", then " + fragmented);
            assertTrue(fragmented.unusablePercent() > before.unusablePercent(), before + ", then " + fragmented);

            JSONObject report = dropCaches();
            WorstZone restored = settled(zone -> fragmented.crumbBytes() - zone.crumbBytes() > quarter);
            String seen = "unusable(4): " + before + ", fragmented " + fragmented + ", caches dropped " + restored + "; the report: "
                    + report.get("conclusion");
            System.out.println(seen);
            assertTrue(fragmented.crumbBytes() - restored.crumbBytes() > quarter, seen);
            assertTrue(fragmented.unusablePercent() > restored.unusablePercent(), seen);
            assertTrue((Long) report.get("freedBytes") > quarter, seen);
        }
    }

    private JSONObject dropCaches() {
        JSONObject report = (JSONObject) agent.exec("memfrag:type=Relief", "dropCaches", 3);
        assertEquals(true, report.get("succeeded"), report.toString());
        return report;
    }

    private WorstZone settled(Predicate<WorstZone> expected) throws InterruptedException {
        long start = System.nanoTime();
        WorstZone zone = worstZone();
        while (!expected.test(zone) && System.nanoTime() - start < SETTLING_AT_MOST.toNanos()) {
            Thread.sleep(200);
            zone = worstZone();
        }
        return zone;
    }

    /** Of the one worst zone, in one request. */
    private WorstZone worstZone() {
        List<Object> read = agent.readTogether(List.of(Map.entry(HOST, "WorstZone"), Map.entry(HOST, "UnusableFreePercent"),
                Map.entry(HOST, "UsableBytes"), Map.entry(HOST, "AvailableBlocks"), Map.entry(HOST, "Zones")));
        String[] name = ((String) read.get(0)).split(" ");
        JSONObject zone = (JSONObject) ((JSONObject) ((JSONObject) read.get(4)).get(name[1])).get(name[2]);
        return new WorstZone((Double) read.get(1), (Long) zone.get("freeBytes") - (Long) read.get(2), (Long) read.get(3));
    }

    private record WorstZone(double unusablePercent, long crumbBytes, long availableBlocks) {
        @Override
        public String toString() {
            return unusablePercent + " % (" + availableBlocks + " blocks available)";
        }
    }
}
