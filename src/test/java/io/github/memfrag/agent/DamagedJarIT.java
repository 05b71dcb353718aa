package io.github.memfrag.agent;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.testing.AgentAnswers;
import io.github.memfrag.testing.AgentJar;
import io.github.memfrag.testing.ForkedJvm;
import io.github.memfrag.testing.ForkedJvm.Outcome;
import io.github.memfrag.testing.JavaHome;
import io.github.memfrag.testing.RunningJvm;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A jar that is damaged before the start, or changes under a running service, does not hurt the service. */
@Execution(ExecutionMode.CONCURRENT)
class DamagedJarIT {
    private static final String AGENT_VERSION = "read/memfrag:type=Agent/Version";

    static Stream<JavaHome> homes() {
        return JavaHome.all().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("homes")
    void aCorruptPayloadIsOneLine(JavaHome home) throws IOException {
        Path jar = AgentJar.copy();
        try (RandomAccessFile file = new RandomAccessFile(jar.toFile(), "rw")) {
            file.seek(file.length() / 2);
            file.write(new byte[64]);
        }
        assertNotStarted(home, jar);
    }

    @Test
    void aMissingPayloadIsOneLine() throws IOException {
        Path jar = AgentJar.copy();
        try (FileSystem entries = FileSystems.newFileSystem(jar); Stream<Path> payload = Files.walk(entries.getPath("payload"))) {
            for (Path entry : payload.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        }
        assertNotStarted(JavaHome.current(), jar);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("homes")
    void theAgentStartsThoughTheJarIsOverwrittenWhileItWaits(JavaHome home) throws IOException {
        Path jar = AgentJar.copy();
        try (RunningJvm host = waiting(home, jar)) {
            Files.write(jar, new byte[(int) Files.size(jar)]);
            assertServesOn(host);
        }
    }

    @Test
    void theAgentStartsThoughTheJarIsDeletedWhileItWaits() throws IOException {
        Path jar = AgentJar.copy();
        try (RunningJvm host = waiting(JavaHome.current(), jar)) {
            Files.delete(jar);
            assertServesOn(host);
        }
    }

    @Test
    void theAgentStartsThoughTheJarIsReplacedWhileItWaits() throws IOException {
        Path jar = AgentJar.copy();
        try (RunningJvm host = waiting(JavaHome.current(), jar)) {
            Files.move(AgentJar.copy(), jar, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            assertServesOn(host);
        }
    }

    /** A host whose agent has read its payload and waits to start. */
    private static RunningJvm waiting(JavaHome home, Path jar) {
        // The line about the unknown key tells that the payload is read.
        Path log = jar.resolveSibling("log");
        RunningJvm host = ForkedJvm.on(home).options(AgentJar.option(jar, "start.delay=2s,port=0,log=" + log + ",no.such.key=1"))
                .main("WaitsForInput").start();
        host.awaitOut("ready");
        host.await("line of the agent", () -> Files.exists(log));
        return host;
    }

    private static void assertServesOn(RunningJvm host) {
        assertTrue(AgentAnswers.get(host, AGENT_VERSION).contains("\"value\":\"" + System.getProperty("memfrag.version") + "\""));
        host.closeInput();
        assertEquals(0, host.awaitEnd().exitCode());
    }

    private static void assertNotStarted(JavaHome home, Path jar) {
        Outcome with = ForkedJvm.on(home).options(AgentJar.option(jar, "start.delay=0,port=0")).main("WaitsForAgent", "7").run();
        assertAll(
                () -> assertEquals(new Outcome(7, "service output\nservice done\n", "service error output\n"), with.withoutAgentLines()),
                () -> assertEquals(1, with.troubles().size(), with.err()),
                () -> assertTrue(with.err().contains("not started, the service runs on without it"), with.err()));
    }
}
