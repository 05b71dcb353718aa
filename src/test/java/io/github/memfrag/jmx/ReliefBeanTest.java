package io.github.memfrag.jmx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.fragmentation.WatchedZones;
import io.github.memfrag.kernel.KernelReader;
import io.github.memfrag.kernel.KernelTree;
import io.github.memfrag.relief.Relief;
import io.github.memfrag.relief.ReliefSettings;
import io.github.memfrag.relief.Requester;
import io.github.memfrag.sampling.Snapshots;
import io.github.memfrag.testing.RecordedTrees;
import java.io.Closeable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cure as a JMX client sees it, on the recorded incident: nothing that is written there changes anything. */
class ReliefBeanTest {
    private static final ObjectName RELIEF = MBeanTable.RELIEF.objectName();

    @TempDir
    private Path root;

    private final MBeanServer server = MBeanServerFactory.newMBeanServer();

    @BeforeEach
    void export() throws Exception {
        RecordedTrees.copy("incident-1-failing", root);
        KernelTree tree = KernelTree.recorded(root);
        Snapshots snapshots = new Snapshots(new KernelReader(tree), WatchedZones.automatic());
        server.registerMBean(SnapshotMBean.of(new ReliefBean(new Relief(tree, snapshots, ReliefSettings.defaults(),
                OptionalLong.of(4096))), snapshots), RELIEF);
    }

    @Test
    void aLadderIsReportedAsOpenData() throws Exception {
        CompositeData report = (CompositeData) invoke("relieve", 4);
        assertEquals(List.of("relieve(4)", "JMX", "direct", "DONE", true, false),
                values(report, "operation", "requestedBy", "way", "outcome", "succeeded", "recovered"));
        assertEquals(List.of("compact_memory", "sync", "drop_caches 1", "compact_memory", "drop_caches 2", "compact_memory"),
                steps(report));
        assertEquals(report, server.getAttribute(RELIEF, "LastReport"));
    }

    @Test
    void itGoesNoFartherThanItsCeiling() throws Exception {
        assertEquals(List.of("compact_memory"), steps((CompositeData) invoke("relieve", 4, "compact")));
    }

    @Test
    void whatIsStartedIsReportedByItsId() throws Exception {
        long id = (Long) invoke("startRelieve", 4, "pagecache");
        while ((Boolean) server.getAttribute(RELIEF, "Running")) {
            Thread.sleep(1);
        }
        CompositeData report = (CompositeData) invoke("report", id);
        assertEquals(List.of(id, "relieve(4, pagecache)"), values(report, "id", "operation"));
        assertEquals(List.of(id, "relieve(4, pagecache)", "JMX", "DONE", false),
                values(rows("Reports").get(0), "id", "operation", "requestedBy", "outcome", "recovered"));
        assertInstanceOf(IllegalArgumentException.class,
                assertThrows(RuntimeMBeanException.class, () -> invoke("report", id + 1)).getCause());
    }

    @Test
    void eachOperationCanBeStarted() throws Exception {
        List<String> operations = new ArrayList<>();
        for (Object id : new Object[] {started("startDropCaches", 1), started("startCompactMemory")}) {
            operations.add((String) ((CompositeData) invoke("report", id)).get("operation"));
        }
        assertEquals(List.of("dropCaches(1)", "compactMemory()"), operations);
        assertThrows(RuntimeMBeanException.class, () -> invoke("startCompactNode", 0)); // Too soon, as are all that compact.
        assertThrows(RuntimeMBeanException.class, () -> invoke("startRelieve", 4));
    }

    @Test
    void whoAsksIsWhoTheThreadSays() throws Exception {
        try (Closeable scope = Requester.as("HTTP, user alice")) {
            assertEquals("HTTP, user alice", ((CompositeData) invoke("dropCaches", 1)).get("requestedBy"));
        }
    }

    @Test
    void withoutEvidenceItIsNull() throws Exception {
        Files.copy(RecordedTrees.path("recorded-1-healthy").resolve("proc/buddyinfo"), root.resolve("proc/buddyinfo"),
                StandardCopyOption.REPLACE_EXISTING);
        CompositeData report = (CompositeData) invoke("relieve", 4);
        assertEquals(List.of("NOTHING_TO_DO", true, true), values(report, "outcome", "succeeded", "recovered"));
        for (String absent : new String[] {"way", "freedPages", "freedBytes", "watchOrder", "judgedZone", "unusableFreePercentBefore",
            "unusableFreePercentAfter", "blocksGainedByOrder", "counterDeltas", "zones", "memory"}) {
            assertNull(report.get(absent), absent);
        }
        assertEquals(List.of(), steps(report));
    }

    @Test
    void aDryRunTellsAndDoesNothing() throws Exception {
        CompositeData plan = (CompositeData) invoke("dryRun", 4);
        assertEquals(List.of("relieve(4)", true, "direct"), values(plan, "operation", "begins", "way"));
        assertEquals(List.of("compact_memory", "sync", "drop_caches 1", "compact_memory", "drop_caches 2", "compact_memory"),
                List.of((String[]) plan.get("steps")));
        assertNull(plan.get("obstacle"));
        assertNull(server.getAttribute(RELIEF, "LastReport"));
        assertFalse(Files.exists(root.resolve("run/memfrag"))); // The helper would have made it.
    }

    @Test
    void theCooldownsCountDown() throws Exception {
        assertEquals(List.of(0L, 0L), cooldowns());
        invoke("compactMemory");
        invoke("dropCaches", 1);
        List<Long> left = cooldowns();
        assertTrue(left.get(0) > 290 && left.get(0) <= 300, left::toString);
        assertTrue(left.get(1) > 3590 && left.get(1) <= 3600, left::toString);
    }

    @Test
    void whereNothingRunsThereIsNothingToCancel() throws Exception {
        assertEquals(false, invoke("cancel"));
        assertNull(server.getAttribute(RELIEF, "Step"));
    }

    @Test
    void whatMayBeDoneIsToldWithTheWay() throws Exception {
        assertEquals(List.of("dropCaches", true, "direct"), values(((TabularData) server.getAttribute(RELIEF, "Available"))
                .get(new Object[] {"dropCaches"}), "operation", "allowed", "way"));
    }

    private Object started(String operation, Object... arguments) throws Exception {
        Object id = invoke(operation, arguments);
        while ((Boolean) server.getAttribute(RELIEF, "Running")) {
            Thread.sleep(1);
        }
        return id;
    }

    private Object invoke(String operation, Object... arguments) throws Exception {
        return server.invoke(RELIEF, operation, arguments, Arrays.stream(arguments)
                .map(argument -> argument instanceof Integer ? "int" : argument instanceof Long ? "long" : String.class.getName())
                .toArray(String[]::new));
    }

    private List<Long> cooldowns() throws Exception {
        return List.of((Long) server.getAttribute(RELIEF, "CooldownSecondsLeft"), (Long) server.getAttribute(RELIEF, "DropCooldownSecondsLeft"));
    }

    @SuppressWarnings("unchecked")
    private List<CompositeData> rows(String attribute) throws Exception {
        return List.copyOf((Collection<CompositeData>) ((TabularData) server.getAttribute(RELIEF, attribute)).values());
    }

    private static List<Object> values(CompositeData record, String... names) {
        return Arrays.asList(record.getAll(names));
    }

    /** As they were taken. */
    private static List<Object> steps(CompositeData report) {
        TabularData steps = (TabularData) report.get("steps");
        List<Object> names = new ArrayList<>();
        for (int number = 1; number <= steps.size(); number++) {
            names.add(steps.get(new Object[] {number}).get("step"));
        }
        return names;
    }
}
