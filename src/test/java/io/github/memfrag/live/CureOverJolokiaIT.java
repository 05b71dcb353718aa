package io.github.memfrag.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.kernel.KernelTree;
import io.github.memfrag.kernel.VmStat;
import io.github.memfrag.testing.AgentJar;
import io.github.memfrag.testing.ForkedJvm;
import io.github.memfrag.testing.JolokiaClient;
import io.github.memfrag.testing.LiveKernel;
import io.github.memfrag.testing.RunningJvm;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jolokia.shaded.org.json.simple.JSONObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The main job, on this machine's own kernel: a service's JVM with the agent is asked over HTTP to cure the host. */
@LiveKernel(writes = true)
class CureOverJolokiaIT {
    private static final String RELIEF = "memfrag:type=Relief";

    private static RunningJvm host;
    private static JolokiaClient agent;

    @BeforeAll
    static void startAServiceWithTheAgent() {
        host = ForkedJvm.onCurrent().options(AgentJar.option("start.delay=0,port=0,"
                + "relief.cooldown.drop=0s,relief.cooldown.compact=0s," + AgentJar.operations())).main("WaitsForInput").start();
        agent = new JolokiaClient(host.awaitErr("serving (http\\S+)")).asOperator();
    }

    @AfterAll
    static void stopTheService() {
        host.close();
    }

    @Test
    void dropCachesIsSeenByTheKernelOnce() throws IOException {
        VmStat before = vmStat();
        JSONObject report = (JSONObject) agent.exec(RELIEF, "dropCaches", 3);
        VmStat after = vmStat();

        assertEquals(1, rise("drop_pagecache", before, after));
        assertEquals(1, rise("drop_slab", before, after));
        assertEquals(1L, counterDelta(report, "drop_pagecache"));
        assertEquals(1L, counterDelta(report, "drop_slab"));
        assertEquals(true, report.get("succeeded"));
        assertEquals(report, agent.read(RELIEF, "LastReport"));
    }

    @Test
    void compactMemoryScansPagesAndTheReportSaysHowMany() throws IOException {
        VmStat before = vmStat();
        JSONObject report = (JSONObject) agent.exec(RELIEF, "compactMemory");
        VmStat after = vmStat();

        long scanned = rise("compact_migrate_scanned", before, after);
        assertTrue(scanned > 0, "nothing scanned");
        long reported = counterDelta(report, "compact_migrate_scanned");
        // The kernel may compact on its own between our reading and the agent's.
        assertTrue(reported > 0 && reported <= scanned, reported + " of " + scanned);
    }

    @Test
    void oneNodeCanBeCompacted() {
        JSONObject report = (JSONObject) agent.exec(RELIEF, "compactNode", 0);

        assertEquals(true, report.get("succeeded"), report.toString());
    }

    @Test
    void aNodeThatDoesNotExistIsRefusedWithThoseThatDo() {
        JSONObject answer = agent.tryExec(RELIEF, "compactNode", 1000);

        assertTrue(answer.get("error").toString().contains("1000"), answer.toString());
        assertTrue(answer.get("error").toString().contains("0"), answer.toString());
    }

    @Test
    void allThatOneRequestReadsComesFromOneReading() {
        for (int i = 0; i < 20; i++) {
            List<Object> read = agent.readTogether(List.of(
                    Map.entry("memfrag:type=Fragmentation", "SampleTime"),
                    Map.entry("memfrag:type=Fragmentation", "FreeBlocks"),
                    Map.entry("memfrag:type=Fragmentation", "Zones"),
                    Map.entry("memfrag:type=Fragmentation", "SampleTime")));

            assertEquals(read.get(0), read.get(3));
            assertEquals(((List<?>) read.get(1)).get(0), sumOfOrderZero((JSONObject) read.get(2)));
        }
    }

    private static long sumOfOrderZero(JSONObject nodes) {
        long sum = 0;
        for (Object zones : nodes.values()) {
            for (Object zone : ((JSONObject) zones).values()) {
                sum += (Long) ((List<?>) ((JSONObject) zone).get("freeBlocks")).get(0);
            }
        }
        return sum;
    }

    private static long counterDelta(JSONObject report, String counter) {
        return (Long) ((JSONObject) ((JSONObject) report.get("counterDeltas")).get(counter)).get("delta");
    }

    private static VmStat vmStat() throws IOException {
        return VmStat.parse(KernelTree.host().read(VmStat.FILE));
    }

    private static long rise(String counter, VmStat before, VmStat after) {
        return after.counter(counter).orElseThrow() - before.counter(counter).orElseThrow();
    }
}
