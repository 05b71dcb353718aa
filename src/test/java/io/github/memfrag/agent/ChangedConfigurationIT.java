package io.github.memfrag.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.testing.AgentAnswers;
import io.github.memfrag.testing.AgentJar;
import io.github.memfrag.testing.ForkedJvm;
import io.github.memfrag.testing.ForkedJvm.Outcome;
import io.github.memfrag.testing.JavaHome;
import io.github.memfrag.testing.JolokiaClient;
import io.github.memfrag.testing.RecordedTrees;
import io.github.memfrag.testing.RunningJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The configuration file, edited under a running service on the host of the incident. */
@Execution(ExecutionMode.CONCURRENT)
class ChangedConfigurationIT {
    private static final String HOST = "memfrag:type=Fragmentation";
    private static final String RELIEF = "memfrag:type=Relief";
    private static final String AGENT = "memfrag:type=Agent";

    @TempDir
    Path directory;

    static Stream<JavaHome> homes() {
        return JavaHome.all().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("homes")
    void aRunningAgentTakesWhatItCanAndSaysWhatWaitsForARestart(JavaHome home) throws IOException {
        Path file = write("relief.max=all\nverdict.samples=1\nsample.interval=1s\n");
        String arguments = "start.delay=0,port=0,kernel.log=none,watch.order=4,config=" + file + ",kernel.root=" + recordedIncident() + ","
                + AgentJar.operations();
        try (RunningJvm service = ForkedJvm.on(home).options(AgentJar.option(arguments)).main("WaitsForInput").start()) {
            JolokiaClient agent = new JolokiaClient(AgentAnswers.url(service)).asOperator();
            await(service, agent, HOST, "StateName", "CRITICAL");

            write("relief.max=none\nverdict.samples=1\nsample.interval=1s\nverdict.blocks=1\nport=9999\nwatch.order=9\n");
            await(service, agent, HOST, "StateName", "WARNING");
            assertEquals(4L, agent.read(HOST, "WatchOrder"), "an argument goes over the file");
            assertTrue(agent.tryExec(RELIEF, "compactMemory").get("error").toString()
                    .contains("relief.max=none does not allow compactMemory"));
            assertEquals(Map.of("relief.max", "none", "verdict.blocks", "1", "port", "0", "sample.interval", "1s"), configuration(agent));
            assertEquals(List.of(), waiting(agent), "the port is an argument's");

            write("relief.max=al\nverdict.blocks=1\nverdict.samples=1\nsample.interval=1s\nhttp.path=/other/\nlog=none\n");
            service.await("the warning", () -> !waiting(agent).isEmpty());
            assertEquals(List.of(file + ": relief.max=al is not allowed; none stays. Allowed: none, compact, pagecache or all",
                    "config=" + file + ": a restart is needed for log=none instead of stderr, http.path=/other/ instead of /jolokia/"),
                    waiting(agent));
            assertEquals("none", configuration(agent).get("relief.max"));

            Files.delete(file);
            service.await("the warning", () -> waiting(agent).get(0).contains("no such file"));
            assertEquals("none", configuration(agent).get("relief.max"));

            write("");
            service.await("the warning", () -> waiting(agent).get(0).contains("it is empty"));
            write("# all defaults\n");
            service.await("the defaults", () -> "all".equals(configuration(agent).get("relief.max")));
            assertEquals(List.of(), waiting(agent));
            service.closeInput();
            assertToldEachChangeOnce(file, service.awaitEnd());
        }
    }

    private static void assertToldEachChangeOnce(Path file, Outcome outcome) {
        String name = "config=" + file + ": ";
        assertEquals(List.of(
                name + "from now on verdict.blocks=1 instead of 128, relief.max=none instead of all",
                file + ": relief.max=al is not allowed; none stays. Allowed: none, compact, pagecache or all",
                name + "with a restart log=none instead of stderr, http.path=/other/ instead of /jolokia/",
                name + "no such file; what was read before stays",
                "config=" + file + " cannot be read (it is empty; a comment in it, and all defaults apply); what was read before stays",
                name + "from now on sample.interval=15s instead of 1s, verdict.blocks=128 instead of 1, verdict.samples=4 instead of 1,"
                        + " relief.max=all instead of none; nothing waits for a restart any more"),
                outcome.troubles().stream().filter(line -> line.contains(file.toString())).toList());
        assertFalse(outcome.err().contains("Exception"), outcome.err());
    }

    private static void await(RunningJvm service, JolokiaClient agent, String mbean, String attribute, Object value) {
        service.await(attribute + "=" + value, () -> value.equals(agent.read(mbean, attribute)));
    }

    /** Of the keys that the tests change. */
    private static Map<String, String> configuration(JolokiaClient agent) {
        Map<?, ?> all = (Map<?, ?>) agent.read(AGENT, "Configuration");
        return Stream.of("relief.max", "verdict.blocks", "port", "sample.interval")
                .collect(Collectors.toMap(key -> key, key -> all.get(key).toString()));
    }

    /** The warnings about the configuration file. */
    private List<String> waiting(JolokiaClient agent) {
        return ((List<?>) agent.read(AGENT, "Warnings")).stream().map(Object::toString)
                .filter(line -> line.contains(directory + "/memfrag")).toList();
    }

    private Path recordedIncident() throws IOException {
        Path root = Files.createDirectory(directory.resolve("root"));
        RecordedTrees.copy("incident-1-failing", root);
        Files.delete(root.resolve("proc/vmstat")); // then shape alone decides, as in the design
        return root;
    }

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("memfrag.properties"), text);
    }
}
