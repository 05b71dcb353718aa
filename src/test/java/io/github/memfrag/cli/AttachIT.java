package io.github.memfrag.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.testing.AgentAnswers;
import io.github.memfrag.testing.AgentJar;
import io.github.memfrag.testing.ForkedJvm;
import io.github.memfrag.testing.ForkedJvm.Outcome;
import io.github.memfrag.testing.JavaHome;
import io.github.memfrag.testing.RunningJvm;
import io.github.memfrag.testing.SkippedTests;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** attach and list, as an operator runs them. */
@Execution(ExecutionMode.CONCURRENT)
class AttachIT {
    private static final String FINE = "start.delay=0,port=0";
    private static final Path JAR = AgentJar.copy();

    static Stream<JavaHome> homes() {
        return JavaHome.all().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("homes")
    void attachSaysWhereMemfragServesInTheRunningService(JavaHome home) {
        try (RunningJvm host = service(home)) {
            Outcome attach = memfrag("attach", pid(host), FINE);
            assertAll(
                    () -> assertEquals(new Outcome(0, "memfrag is in JVM " + pid(host) + " (WaitsForInput, user root): "
                            + AgentAnswers.url(host) + "\n", ""), attach),
                    () -> assertTrue(AgentAnswers.get(host, "read/memfrag:type=Fragmentation/FreeBlocks").contains("\"status\":200")));
        }
    }

    @Test
    void attachingTwiceChangesNothing() {
        try (RunningJvm host = service(JavaHome.current())) {
            memfrag("attach", pid(host), FINE);
            String url = AgentAnswers.url(host);
            Outcome second = memfrag("attach", pid(host), "start.delay=0,port=0,watch.order=3");
            assertAll(
                    () -> assertEquals(0, second.exitCode()),
                    () -> assertEquals("memfrag is already in JVM " + pid(host) + " (WaitsForInput, user root): " + url
                            + ". Nothing was changed\n", second.out()),
                    () -> assertEquals(url, AgentAnswers.url(host)),
                    () -> assertEquals(1, host.err().lines().filter(line -> line.startsWith("memfrag-agent: ")).count(), host.err()));
        }
    }

    @Test
    void theAgentOnTheCommandLineTwiceIsOneServiceAndOneLine() {
        Outcome with = ForkedJvm.onCurrent().options(AgentJar.option(FINE), AgentJar.option(JAR, FINE)).main("WaitsForAgent").run();
        assertAll(
                () -> assertEquals(new Outcome(0, "service output\nservice done\n", "service error output\n"), with.withoutAgentLines()),
                () -> assertEquals(List.of("is already in this JVM; this second request changes nothing"), with.troubles()));
    }

    @Test
    void stopTakesMemfragOutAndAttachPutsItInAgain() {
        try (RunningJvm host = service(JavaHome.current())) {
            memfrag("attach", pid(host), FINE);
            Outcome stop = memfrag("attach", pid(host), "stop");
            host.await("end of memfrag's threads", () -> host.threadNames().stream().noneMatch(name -> name.startsWith("memfrag-")));
            Outcome again = memfrag("attach", pid(host), FINE);
            assertAll(
                    () -> assertEquals("memfrag has left JVM " + pid(host) + " (WaitsForInput, user root)\n", stop.out()),
                    () -> assertEquals(0, again.exitCode(), again.err()),
                    () -> assertTrue(AgentAnswers.get(host, "read/memfrag:type=Fragmentation/FreeBlocks").contains("\"status\":200")));
        }
    }

    @Test
    void aServiceOfAnotherUserIsAttachedToByRoot() {
        try (RunningJvm host = ForkedJvm.onCurrent().asNobody().main("WaitsForInput").start()) {
            host.awaitOut("ready");
            Outcome attach = memfrag("attach", pid(host), FINE);
            assertAll(
                    () -> assertEquals(0, attach.exitCode(), attach.err()),
                    () -> assertTrue(attach.out().contains("user nobody"), attach.out()));
        }
    }

    @Test
    void aServiceOfAnotherUserIsRefusedToOthersWithAWord() {
        SkippedTests.needsRoot();
        try (RunningJvm host = service(JavaHome.current())) {
            Outcome attach = ForkedJvm.onCurrent().asNobody().jar(JAR, "attach", pid(host)).run();
            assertAll(
                    () -> assertEquals(1, attach.exitCode()),
                    () -> assertTrue(attach.err().contains("belongs to user root and this command runs as nobody"), attach.err()));
        }
    }

    @Test
    void aServiceThatSigquitWouldKillIsLeftAlone() {
        try (RunningJvm host = ForkedJvm.onCurrent().options("-Xrs").main("WaitsForInput").start()) {
            host.awaitOut("ready");
            Outcome attach = memfrag("attach", pid(host));
            assertAll(
                    () -> assertEquals(1, attach.exitCode()),
                    () -> assertTrue(attach.err().contains("-Xrs"), attach.err()),
                    () -> assertTrue(host.isAlive()));
        }
    }

    @Test
    void aProcessThatIsNoJvmIsLeftAlone() throws IOException {
        Process sleep = new ProcessBuilder("sleep", "60").start();
        try {
            Outcome attach = memfrag("attach", Long.toString(sleep.pid()));
            assertAll(
                    () -> assertEquals(new Outcome(1, "", "memfrag-agent: process " + sleep.pid() + " is not a JVM; 'list' shows the JVMs\n"), attach),
                    () -> assertTrue(sleep.isAlive()));
        } finally {
            sleep.destroyForcibly();
        }
    }

    @Test
    void aPidThatIsNotThereIsNamed() {
        assertEquals(new Outcome(1, "", "memfrag-agent: there is no process 4194304; 'list' shows the JVMs\n"), memfrag("attach", "4194304"));
    }

    @Test
    void aBadOptionIsNamedAndNothingIsAttached() {
        try (RunningJvm host = service(JavaHome.current())) {
            Outcome attach = memfrag("attach", pid(host), "port=many");
            assertAll(
                    () -> assertEquals(2, attach.exitCode()),
                    () -> assertTrue(attach.err().contains("port=many is not allowed"), attach.err()),
                    () -> assertFalse(host.threadNames().stream().anyMatch(name -> name.startsWith("memfrag-"))));
        }
    }

    @Test
    void aJavaThatCannotAttachSaysSo() {
        try (RunningJvm host = service(JavaHome.current())) {
            Outcome attach = ForkedJvm.onCurrent().options("--limit-modules", "java.base,java.instrument,java.management")
                    .jar(JAR, "attach", pid(host)).run();
            assertAll(
                    () -> assertEquals(1, attach.exitCode()),
                    () -> assertTrue(attach.err().contains("no module jdk.attach"), attach.err()));
        }
    }

    @Test
    void listShowsWhoRunsWhatAndWhereMemfragIs() {
        try (RunningJvm with = ForkedJvm.onCurrent().options(AgentJar.option(FINE)).main("WaitsForInput").start();
                RunningJvm without = service(JavaHome.current())) {
            AgentAnswers.url(with);
            Outcome list = memfrag("list");
            assertAll(
                    () -> assertEquals(0, list.exitCode(), list.err()),
                    () -> assertTrue(row(list, with).matches("\\d+ +root +yes +WaitsForInput"), list.out()),
                    () -> assertTrue(row(list, without).matches("\\d+ +root +no +WaitsForInput"), list.out()));
        }
    }

    private static RunningJvm service(JavaHome home) {
        RunningJvm host = ForkedJvm.on(home).main("WaitsForInput").start();
        host.awaitOut("ready");
        return host;
    }

    private static Outcome memfrag(String... words) {
        return ForkedJvm.onCurrent().jar(JAR, words).run();
    }

    private static String pid(RunningJvm host) {
        return Long.toString(host.pid());
    }

    private static String row(Outcome list, RunningJvm jvm) {
        return list.out().lines().map(String::strip).filter(line -> line.startsWith(pid(jvm) + " ")).findFirst().orElse("no row");
    }
}
