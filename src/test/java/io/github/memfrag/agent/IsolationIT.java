package io.github.memfrag.agent;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.testing.AgentAnswers;
import io.github.memfrag.testing.AgentJar;
import io.github.memfrag.testing.ForkedJvm;
import io.github.memfrag.testing.JavaHome;
import io.github.memfrag.testing.RunningJvm;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The service and the agent in it share nothing but the JDK and the bootstrap. */
@Execution(ExecutionMode.CONCURRENT)
class IsolationIT {
    private static final String[] OURS = {"io.github.memfrag.launch.AgentLauncher", "org.weakref.jmx.MBeanExporter",
            "org.apache.commons.io.IOUtils", "org.apache.hc.core5.http.HttpRequest", "org.jolokia.http.HttpRequestHandler"};

    static Stream<JavaHome> homes() {
        return JavaHome.all().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("homes")
    void eachUsesItsOwnVersionOfALibraryThatBothHave(JavaHome home) {
        try (RunningJvm host = ForkedJvm.on(home).options(AgentJar.option("start.delay=0,port=0")).main("OwnLibraries").start()) {
            host.awaitOut("^jolokia of the service, httpcore5 of the service$");
            assertServedByJolokia(host);
        }
    }

    /** Then the loader of the class path is not the system class loader but its parent. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("homes")
    void eachUsesItsOwnVersionUnderASystemClassLoaderOfTheServices(JavaHome home) {
        try (RunningJvm host = ForkedJvm.on(home)
                .options("-Djava.system.class.loader=OwnSystemLoader", AgentJar.option("start.delay=0,port=0")).main("OwnLibraries").start()) {
            host.awaitOut("^jolokia of the service, httpcore5 of the service$");
            assertServedByJolokia(host);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("homes")
    void theServiceSeesTheBootstrapOnly(JavaHome home) {
        try (RunningJvm host = ForkedJvm.on(home).options(AgentJar.option("start.delay=0,port=0")).main("OwnLibraries",
                Stream.concat(Stream.of(OURS), Stream.of("io.github.memfrag.agent.MemfragAgent")).toArray(String[]::new)).start()) {
            host.awaitOut("^ready$");
            List<String> visible = host.out().lines().filter(line -> line.endsWith(" is visible")).toList();
            long hidden = host.out().lines().filter(line -> line.endsWith(" is hidden")).count();
            assertAll(
                    () -> assertEquals(List.of("io.github.memfrag.agent.MemfragAgent is visible"), visible),
                    () -> assertEquals(OURS.length, hidden));
        }
    }

    private static void assertServedByJolokia(RunningJvm host) {
        String answer = AgentAnswers.get(host, "read/memfrag:type=Fragmentation/FreeBlocks");
        assertTrue(answer.contains("\"status\":200"), answer);
    }
}
