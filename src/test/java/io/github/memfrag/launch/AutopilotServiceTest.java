package io.github.memfrag.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.config.ConfigurationReader;
import io.github.memfrag.jmx.MBeanTable;
import io.github.memfrag.kernel.VmControls;
import io.github.memfrag.testing.RecordedTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent that relieves by itself, on the incident replayed from its recorded files and the line of its log. */
class AutopilotServiceTest {
    private static final ObjectName HOST = MBeanTable.FRAGMENTATION.objectName();
    private static final ObjectName RELIEF = MBeanTable.RELIEF.objectName();
    private static final DateTimeFormatter SYSLOG_TIME = DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ROOT);

    @TempDir
    Path root;
    @TempDir
    Path stateDirectory;

    private final MBeanServer server = MBeanServerFactory.newMBeanServer();

    @BeforeEach
    void recordTheIncident() throws IOException {
        RecordedTrees.copy("incident-1-failing", root);
        for (String control : List.of(VmControls.COMPACT_MEMORY, VmControls.DROP_CACHES)) {
            Path file = root.resolve(control.substring(1));
            Files.createDirectories(file.getParent());
            Files.write(file, new byte[0]);
        }
        Files.createDirectories(root.resolve("var/log"));
        Files.write(root.resolve("var/log/messages"), new byte[0]);
    }

    @Test
    void theIncidentMakesItCompactAndSayWhatThatBrought() throws Exception {
        try (MemfragService service = start("relief.auto=on")) {
            logTheFailedAllocation();
            CompositeData report = awaitReport(1);

            assertEquals("ALLOCATION_FAILURE", server.getAttribute(HOST, "Cause"));
            assertEquals("autopilot", report.get("requestedBy"));
            assertEquals("relieve(4, compact)", report.get("operation"));
            assertEquals("DONE", report.get("outcome"));
            assertEquals("1\n", written(VmControls.COMPACT_MEMORY));
            assertEquals("", written(VmControls.DROP_CACHES));
            await("log line", () -> logged().stream().anyMatch(line ->
                    line.contains("relief 1, relieve(4, compact), requested by autopilot, DONE: ")));
        }
    }

    @Test
    void itActsOnceAndThenWaitsSinceThatDidNotHelp() throws Exception {
        try (MemfragService service = start("relief.auto=on,relief.cooldown.compact=0s")) {
            logTheFailedAllocation();

            CompositeData second = awaitReport(2);

            assertEquals("HELD_BACK", second.get("outcome"));
            assertTrue(second.get("conclusion").toString().startsWith("Held back, for its last relief did not help"),
                    second.get("conclusion").toString());
            assertEquals("relieve(4, compact)", ((CompositeData) server.getAttribute(RELIEF, "LastReport")).get("operation"));
            assertEquals("DONE", ((CompositeData) server.getAttribute(RELIEF, "LastReport")).get("outcome"), "a note is no relief");
        }
    }

    @Test
    void afterARestartItKnowsWhatItHasDone() throws Exception {
        try (MemfragService service = start("relief.auto=on,relief.cooldown.compact=0s")) {
            logTheFailedAllocation();
            awaitReport(2);
        }
        Files.write(root.resolve(VmControls.COMPACT_MEMORY.substring(1)), new byte[0]);

        try (MemfragService service = start("relief.auto=on,relief.cooldown.compact=0s")) {
            logTheFailedAllocation();
            CompositeData third = awaitReport(3);

            assertEquals("HELD_BACK", third.get("outcome"));
            assertEquals("DONE", report(1).get("outcome"));
            assertEquals("", written(VmControls.COMPACT_MEMORY));
        }
    }

    @Test
    void observingItOnlySaysWhatItWouldHaveDone() throws Exception {
        try (MemfragService service = start("relief.auto=observe,relief.auto.max=all")) {
            logTheFailedAllocation();
            CompositeData report = awaitReport(1);

            assertEquals("OBSERVED", report.get("outcome"));
            assertTrue(report.get("conclusion").toString().startsWith("Would have begun relieve(4): "), report.toString());
            assertEquals("", written(VmControls.COMPACT_MEMORY));
        }
    }

    @Test
    void theKillSwitchHoldsItBackAndThatIsSaidOnce() throws Exception {
        Path off = root.resolve("etc/memfrag/relief-off");
        Files.createDirectories(off.getParent());
        Files.write(off, new byte[0]);
        try (MemfragService service = start("relief.auto=on")) {
            logTheFailedAllocation();
            CompositeData report = awaitReport(1);
            assertEquals("HELD_BACK", report.get("outcome"));
            assertTrue(report.get("conclusion").toString().contains("/etc/memfrag/relief-off"), report.get("conclusion").toString());

            Files.delete(off);
            assertEquals("DONE", awaitReport(2).get("outcome"), "and it acts as soon as it may");
        }
    }

    @Test
    void switchedOnInTheFileItActsAsFarAsTheFileAllows() throws Exception {
        Path file = Files.writeString(stateDirectory.resolve("memfrag.properties"), "relief.auto=observe\nrelief.cooldown.compact=0s\n");
        try (MemfragService service = start("config=" + file)) {
            logTheFailedAllocation();
            assertEquals("OBSERVED", awaitReport(1).get("outcome"));
            assertEquals("", written(VmControls.COMPACT_MEMORY));

            Files.writeString(file, "relief.auto=on\nrelief.max=none\n");
            await("the refusal", () -> ((TabularData) server.getAttribute(RELIEF, "Reports")).values().stream()
                    .anyMatch(report -> ((CompositeData) report).get("conclusion").toString().contains("relief.max=none does not allow")));
            assertEquals("", written(VmControls.COMPACT_MEMORY));

            Files.writeString(file, "relief.auto=on\nrelief.auto.max=compact\n");
            await("the cure", () -> written(VmControls.COMPACT_MEMORY).equals("1\n"));
        }
    }

    @Test
    void outsideItsWindowItWaits() throws Exception {
        LocalTime now = LocalTime.now();
        String window = now.isBefore(LocalTime.of(12, 0)) ? "14:00-22:00" : "02:00-10:00";
        try (MemfragService service = start("relief.auto=on,relief.auto.window=" + window)) {
            logTheFailedAllocation();
            CompositeData report = awaitReport(1);
            assertEquals("HELD_BACK", report.get("outcome"));
            assertEquals("", written(VmControls.COMPACT_MEMORY));
        }
    }

    private MemfragService start(String arguments) {
        return MemfragService.start(ConfigurationReader.read("http=off,kernel.root=" + root + ",kernel.log=/var/log/messages,state.dir="
                + stateDirectory + ",sample.interval=1s,verdict.samples=2," + arguments), server,
                AgentLog.to(stateDirectory.resolve("log").toString()));
    }

    /** As on that host, but now. */
    private void logTheFailedAllocation() throws Exception {
        await("reader of the log", () -> server.getAttribute(MBeanTable.ALLOCATION_FAILURES.objectName(), "Count") != null);
        Files.writeString(root.resolve("var/log/messages"), LocalDateTime.now().format(SYSLOG_TIME)
                + " server1 kernel: : [69229257.683658] xenwatch: page allocation failure. order:4, mode:0xd0\n",
                StandardOpenOption.APPEND);
    }

    private CompositeData awaitReport(long id) throws Exception {
        await("report " + id, () -> ((TabularData) server.getAttribute(RELIEF, "Reports")).containsKey(new Object[] {id}));
        return report(id);
    }

    private CompositeData report(long id) throws Exception {
        return (CompositeData) server.invoke(RELIEF, "report", new Object[] {id}, new String[] {"long"});
    }

    private String written(String control) throws IOException {
        return Files.readString(root.resolve(control.substring(1)));
    }

    private List<String> logged() throws IOException {
        return Files.readAllLines(stateDirectory.resolve("log"));
    }

    private static void await(String what, Callable<Boolean> condition) throws Exception {
        for (int i = 0; i < 600 && !condition.call(); i++) {
            Thread.sleep(50);
        }
        assertTrue(condition.call(), "no " + what + " within 30 s");
    }
}
