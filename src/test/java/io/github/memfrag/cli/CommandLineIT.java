package io.github.memfrag.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.testing.AgentJar;
import io.github.memfrag.testing.ForkedJvm;
import io.github.memfrag.testing.ForkedJvm.Outcome;
import io.github.memfrag.testing.JavaHome;
import io.github.memfrag.testing.RecordedTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code java -jar memfrag-agent.jar}, as the build made it. */
@Execution(ExecutionMode.CONCURRENT)
class CommandLineIT {
    private static final Path INCIDENT = RecordedTrees.path("incident-3-after-compaction");

    static Stream<JavaHome> homes() {
        return JavaHome.all().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("homes")
    void printsTheReportInTheOutputsCharset(JavaHome home) throws IOException {
        Outcome report = ForkedJvm.on(home).options("-Dstdout.encoding=UTF-8")
                .jar(AgentJar.path(), "report", "--kernel-root", INCIDENT.toString()).run();
        assertEquals(new Outcome(0, golden("report-incident-3-after-compaction.txt"), ""), report);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("homes")
    void printsTheReportInAscii(JavaHome home) throws IOException {
        Outcome report = ForkedJvm.on(home).options("-Dstdout.encoding=US-ASCII")
                .jar(AgentJar.path(), "report", "--kernel-root", INCIDENT.toString()).run();
        assertEquals(new Outcome(0, golden("report-incident-3-after-compaction-ascii.txt"), ""), report);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("homes")
    void namesTheJarAsItWasCalled(JavaHome home) {
        Outcome misuse = ForkedJvm.on(home).jar(AgentJar.path(), "raport").run();
        assertEquals(new Outcome(2, "", "memfrag-agent: unknown command raport; did you mean report? See 'java -jar " + AgentJar.path()
                + " --help'.\n"), misuse);
    }

    @Test
    void reportsToAnyUser() {
        Outcome report = ForkedJvm.onCurrent().asNobody().jar(AgentJar.copy(), "report").run();
        assertEquals(0, report.exitCode(), report::err);
        assertTrue(report.out().contains("of the free memory is in blocks too small for order 4"), report::out);
    }

    @Test
    void dropsNothingForAUserWhoMayNotAndSaysWhereToLook() {
        Path jar = AgentJar.copy();
        Outcome drop = ForkedJvm.onCurrent().asNobody().jar(jar, "drop-caches", "1").run();
        assertEquals(1, drop.exitCode());
        assertEquals("", drop.out());
        assertTrue(drop.err().contains("needs root"), drop::err);
        assertTrue(drop.err().endsWith(" sudo java -jar " + jar + " doctor --user 65534\n"), drop::err);
    }

    private static String golden(String name) throws IOException {
        return Files.readString(Path.of(System.getProperty("basedir", ""), "src/test/resources/cli").resolve(name))
                .replace("TREE", INCIDENT.toString());
    }
}
