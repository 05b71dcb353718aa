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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Services with fewer modules, fewer rights, or a start of their own making. */
@Execution(ExecutionMode.CONCURRENT)
class UnusualHostIT {
    private static final String FINE = "start.delay=0,port=0";
    private static final String FREE_BLOCKS = "read/memfrag:type=Fragmentation/FreeBlocks";

    static Stream<JavaHome> homes() {
        return JavaHome.all().stream();
    }

    static Stream<JavaHome> modularHomes() {
        return homes().filter(home -> home.feature() >= 9);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("modularHomes")
    void aRuntimeWithoutJmxIsOneLine(JavaHome home) {
        Outcome with = ForkedJvm.on(home).options("--limit-modules", "java.base,java.instrument", AgentJar.option(FINE))
                .main("WaitsForAgent", "7").run();
        assertAll(
                () -> assertEquals(new Outcome(7, "service output\nservice done\n", "service error output\n"), with.withoutAgentLines()),
                () -> assertEquals(1, with.troubles().size(), with.err()),
                () -> assertTrue(with.err().contains("no module java.management"), with.err()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("modularHomes")
    void aRuntimeWithHardlyMoreThanJmxIsServed(JavaHome home) {
        try (RunningJvm host = ForkedJvm.on(home)
                .options("--limit-modules", "java.base,java.instrument,java.management", AgentJar.option(FINE)).main("WaitsForInput").start()) {
            assertServed(host);
        }
    }

    /** Java 24 has no security manager any more. */
    static Stream<JavaHome> guardedHomes() {
        return homes().filter(home -> home.feature() < 24);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("guardedHomes")
    void aSecurityManagerThatTrustsTheServiceOnlyIsOneLine(JavaHome home) {
        Outcome with = ForkedJvm.on(home).options("-Djava.security.manager", AgentJar.option(FINE)).main("PrintsAndExits", "7").run();
        assertAll(
                () -> assertEquals(7, with.exitCode(), with.err()),
                () -> assertEquals("service output\n", with.out()),
                () -> assertEquals(1, with.troubles().size(), with.err()),
                () -> assertTrue(with.troubles().get(0).startsWith("not started"), with.err()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("guardedHomes")
    void aSecurityManagerThatTrustsTheAgentsJarLetsItServe(JavaHome home, @TempDir Path directory) throws IOException {
        Path policy = Files.writeString(directory.resolve("policy"), "grant codeBase \"" + AgentJar.path().toUri()
                + "\" { permission java.security.AllPermission; }; grant { permission java.util.PropertyPermission \"*\", \"read\"; };");
        try (RunningJvm host = ForkedJvm.on(home).options("-Djava.security.manager", "-Djava.security.policy=" + policy, AgentJar.option(FINE))
                .main("WaitsForInput").start()) {
            assertServed(host);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("homes")
    void aServiceOfAnUnprivilegedUserIsServed(JavaHome home) {
        try (RunningJvm host = ForkedJvm.on(home).asNobody().options(AgentJar.option(AgentJar.copy(), FINE)).main("WaitsForInput").start()) {
            assertServed(host);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("homes")
    void aServiceWithASystemClassLoaderOfItsOwnIsServed(JavaHome home) {
        try (RunningJvm host = ForkedJvm.on(home).options("-Djava.system.class.loader=OwnSystemLoader", AgentJar.option(FINE))
                .main("WaitsForInput").start()) {
            assertServed(host);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("homes")
    void aServiceInADirectoryWithOddCharactersIsServed(JavaHome home) throws IOException {
        Path jar = AgentJar.copy();
        Path odd = Files.createDirectory(jar.resolveSibling("a b+c%20d#ü")).resolve("memfrag agent.jar");
        Files.move(jar, odd);
        try (RunningJvm host = ForkedJvm.on(home).options(AgentJar.option(odd, FINE)).main("WaitsForInput").start()) {
            assertServed(host);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("homes")
    void aServiceThatChoosesItsLogManagerAndMBeanServerLateGetsBoth(JavaHome home) {
        Outcome with = ForkedJvm.on(home).options(AgentJar.option("port=0")).main("SetsLogManager").run();
        assertAll(
                () -> assertEquals(0, with.exitCode()),
                () -> assertTrue(with.out().startsWith("log manager SetsLogManager$Manager\nthe service's builder makes the MBean server\nagent http"),
                        with.out() + with.err()));
    }

    private static void assertServed(RunningJvm host) {
        String answer = AgentAnswers.get(host, FREE_BLOCKS);
        host.closeInput();
        Outcome outcome = host.awaitEnd();
        assertAll(
                () -> assertTrue(answer.contains("\"status\":200"), answer),
                () -> assertEquals(0, outcome.exitCode()),
                () -> assertEquals(List.of(), outcome.troubles()));
    }
}
