package io.github.memfrag.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.memfrag.testing.AgentJar;
import io.github.memfrag.testing.ForkedJvm;
import io.github.memfrag.testing.ForkedJvm.Outcome;
import io.github.memfrag.testing.HostMains;
import io.github.memfrag.testing.JavaHome;
import io.github.memfrag.testing.TestCertificates;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Taken out of a JVM again, memfrag leaves nothing behind in it. */
@Execution(ExecutionMode.CONCURRENT)
class UnloadingIT {
    static Stream<JavaHome> homes() {
        return JavaHome.all().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("homes")
    void startedUsedAndStoppedFiveTimesItLeavesNothingBehind(JavaHome home, @TempDir Path kernel) throws IOException {
        assertNothingIsLeft(ForkedJvm.on(home), kernel, "");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("homes")
    void norDoesItWithTls(JavaHome home, @TempDir Path kernel, @TempDir Path keys) throws IOException {
        TestCertificates certificates = new TestCertificates(keys).certify("host", TestCertificates.EC).trustStore();
        assertNothingIsLeft(ForkedJvm.on(home).options(certificates.trustOptions()), kernel, "," + certificates.arguments("host"));
    }

    private static void assertNothingIsLeft(ForkedJvm jvm, Path kernel, String arguments) throws IOException {
        FileUtils.copyDirectory(new File("src/test/resources/kernel/incident-1-failing"), kernel.toFile());
        Outcome outcome = jvm.classPath(HostMains.classPath(), AgentJar.path())
                .main("RestartsAgent", "start.delay=0,port=0,log=none,relief.cooldown.compact=0s,kernel.root=" + kernel + arguments).run();
        assertEquals("""
                cycles 5
                loaders left 0
                threads left []
                MBeans left []
                more open files []
                """, outcome.out(), outcome.err());
    }
}
