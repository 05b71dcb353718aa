package io.github.memfrag.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.config.ConfigurationReader;
import io.github.memfrag.jmx.MBeanTable;
import io.github.memfrag.testing.RecordedTrees;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.Notification;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole service on the incident, replayed: what its operator would have seen. */
class MemfragServiceTest {
    private static final ObjectName HOST = MBeanTable.FRAGMENTATION.objectName();
    private static final ObjectName FAILURES = MBeanTable.ALLOCATION_FAILURES.objectName();

    @TempDir
    Path root;

    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final BlockingQueue<Notification> events = new LinkedBlockingQueue<>();

    @Test
    void theIncidentIsCriticalThenWarningThenOkAndEachChangeIsAnEvent() throws Exception {
        becomes("incident-1-failing");
        try (MemfragService service = start("kernel.log=none,verdict.samples=1,sample.interval=1s")) {
            assertEquals("CRITICAL", server.getAttribute(HOST, "StateName"));
            assertEquals(2, server.getAttribute(HOST, "State"));
            assertEquals("FRAGMENTATION", server.getAttribute(HOST, "Cause"));
            assertTrue(((String) server.getAttribute(HOST, "StateReason")).contains("99.6"));
            server.addNotificationListener(MBeanTable.EVENTS.objectName(), (event, handback) -> events.add(event), null, null);
            awaitFirstSample();

            becomes("incident-2-after-drop");
            assertEquals("CRITICAL to WARNING", nextChange());
            becomes("incident-3-after-compaction");
            assertEquals("WARNING to OK", nextChange());
            assertEquals("OK", server.getAttribute(HOST, "StateName"));
            assertEquals(1, history().size());
        }
    }

    @Test
    void aKernelThatTellsNoMoreIsAnEventAndSoIsItsReturn() throws Exception {
        becomes("incident-3-after-compaction");
        try (MemfragService service = start("kernel.log=none,verdict.samples=1,sample.interval=1s")) {
            server.addNotificationListener(MBeanTable.EVENTS.objectName(), (event, handback) -> events.add(event), null, null);
            awaitFirstSample();

            Files.delete(root.resolve("proc/buddyinfo"));
            assertEquals("OK to UNKNOWN", nextChange());
            becomes("incident-3-after-compaction");
            assertEquals("UNKNOWN to OK", nextChange());
        }
    }

    @Test
    void theIncidentsOwnLogLineIsCounted() throws Exception {
        becomes("incident-1-failing");
        Path log = Path.of("src/test/resources/kernel-log/incident");
        Files.createDirectories(root.resolve("var/log"));
        Files.copy(log.resolve("var/log/messages"), root.resolve("var/log/messages"));
        Files.copy(log.resolve("proc/stat"), root.resolve("proc/stat"));
        try (MemfragService service = start("")) {
            await("Count", FAILURES);
            assertEquals(1L, server.getAttribute(FAILURES, "Count"));
            assertEquals("xenwatch", server.getAttribute(FAILURES, "LastProcess"));
            assertEquals(4, server.getAttribute(FAILURES, "LastOrder"));
            assertEquals(List.of(0L, 0L, 0L, 0L, 1L),
                    Arrays.stream((long[]) server.getAttribute(FAILURES, "CountByOrder")).boxed().toList());
            assertEquals(1, ((TabularData) server.getAttribute(FAILURES, "Recent")).size());
            assertEquals(0L, server.getAttribute(MBeanTable.EVENTS.objectName(), "Sent"), "of before the start is no news");
        }
    }

    @Test
    void withoutALogTheCountIsAbsentAndTheReasonIsThere() throws Exception {
        becomes("incident-1-failing");
        try (MemfragService service = start("kernel.log=none")) {
            await("Reasons", FAILURES);
            assertNull(server.getAttribute(FAILURES, "Count"));
            assertNull(server.getAttribute(FAILURES, "CountByOrder"));
            assertEquals(List.of("kernel.log=none"), List.of((String[]) server.getAttribute(FAILURES, "Reasons")));
        }
    }

    @Test
    void otherZonesAndOrdersInTheFileAreWatchedFromThenOn() throws Exception {
        becomes("recorded-1-healthy");
        Path file = Files.writeString(root.resolve("memfrag.properties"), "sample.interval=1s\n");
        try (MemfragService service = start("kernel.log=none,config=" + file)) {
            awaitFirstSample();
            assertEquals("Node 0 Normal", server.getAttribute(HOST, "WorstZone"));

            Files.writeString(file, "sample.interval=1s\nzones=DMA\nwatch.order=9\n");
            for (int i = 0; i < 400 && !"Node 0 DMA".equals(server.getAttribute(HOST, "WorstZone")); i++) {
                Thread.sleep(50);
            }

            assertEquals("Node 0 DMA", server.getAttribute(HOST, "WorstZone"));
            assertEquals(9, server.getAttribute(HOST, "WatchOrder"));
        }
    }

    @Test
    void afterItsEndNothingIsLeft() throws Exception {
        becomes("incident-1-failing");
        start("").close();

        assertEquals(0, server.queryNames(MBeanTable.everything(), null).size());
        for (int i = 0; i < 100 && memfragThreads() > 0; i++) {
            Thread.sleep(50);
        }
        assertEquals(0, memfragThreads());
    }

    private MemfragService start(String arguments) {
        return MemfragService.start(ConfigurationReader.read("http=off,kernel.root=" + root + "," + arguments),
                server, AgentLog.to("none"));
    }

    /** As the kernel would be seen at that stage; without vmstat shape alone decides, as in the design. */
    private void becomes(String tree) throws Exception {
        if (!Files.exists(root.resolve("proc"))) {
            RecordedTrees.copy(tree, root);
            Files.delete(root.resolve("proc/vmstat"));
        }
        Path next = Files.copy(RecordedTrees.path(tree).resolve("proc/buddyinfo"), root.resolve("next"));
        Files.move(next, root.resolve("proc/buddyinfo"), StandardCopyOption.ATOMIC_MOVE);
    }

    private String nextChange() throws InterruptedException {
        Notification event = events.poll(20, TimeUnit.SECONDS);
        assertTrue(event != null, "no event within 20 s");
        CompositeData change = (CompositeData) event.getUserData();
        return change.get("from") + " to " + change.get("to");
    }

    /** A change before it would be no change. */
    private void awaitFirstSample() throws Exception {
        for (int i = 0; i < 200 && history().isEmpty(); i++) {
            Thread.sleep(50);
        }
    }

    private TabularData history() throws Exception {
        return (TabularData) server.invoke(HOST, "history", new Object[] {60}, new String[] {"int"});
    }

    /** The log is read on a thread of its own: waits until the attribute has something. */
    private void await(String attribute, ObjectName mbean) throws Exception {
        for (int i = 0; i < 200; i++) {
            Object value = server.getAttribute(mbean, attribute);
            if (value instanceof Long count && count > 0 || value instanceof String[] lines && lines.length > 0) {
                return;
            }
            Thread.sleep(50);
        }
    }

    private static long memfragThreads() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().startsWith("memfrag-")).count();
    }
}
