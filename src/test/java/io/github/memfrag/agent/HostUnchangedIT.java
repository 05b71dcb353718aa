package io.github.memfrag.agent;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.memfrag.testing.AgentJar;
import io.github.memfrag.testing.ForkedJvm;
import io.github.memfrag.testing.ForkedJvm.Outcome;
import io.github.memfrag.testing.JavaHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever happens to the agent, a service's exit status and output are those it has without one. */
@Execution(ExecutionMode.CONCURRENT)
class HostUnchangedIT {
    private static final String FINE = "start.delay=0,port=0";
    private static final ServerSocket TAKEN = taken();

    static Stream<JavaHome> homes() {
        return JavaHome.all().stream();
    }

    /** What is wrong, and the one line that names it. */
    static Stream<Arguments> troubles() {
        return homes().flatMap(home -> Stream.of(
                arguments(home, "no.such.key=1", "unknown key 'no.such.key'"),
                arguments(home, "port=many", "port=many is not allowed; the default 8797 applies"),
                arguments(home, "config=/no/such/file", "config=/no/such/file: no such file"),
                arguments(home, "host=no.such.host.invalid", "no.such.host.invalid"),
                arguments(home, "port=" + TAKEN.getLocalPort(), Integer.toString(TAKEN.getLocalPort()))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("homes")
    void aServiceEndsWithItsMainWhileTheAgentServes(JavaHome home) {
        Outcome with = ForkedJvm.on(home).options(AgentJar.option(FINE)).main("WaitsForAgent").run();
        assertEquals(new Outcome(0, "service output\nservice done\n", "service error output\n"), with.withoutAgentLines());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("homes")
    void aServiceEndsWithItsOwnStatusWhileTheAgentServes(JavaHome home) {
        Outcome with = ForkedJvm.on(home).options(AgentJar.option(FINE)).main("WaitsForAgent", "7").run();
        assertEquals(new Outcome(7, "service output\nservice done\n", "service error output\n"), with.withoutAgentLines());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("homes")
    void aServiceEndsBeforeTheAgentHasStarted(JavaHome home) {
        Outcome with = ForkedJvm.on(home).options(AgentJar.option("port=0")).main("PrintsAndExits").run();
        assertEquals(new Outcome(0, "service output\n", "service error output\n"), with);
    }

    @ParameterizedTest(name = "{0} with {1}")
    @MethodSource("troubles")
    void aTroubleIsOneLineOfTheAgents(JavaHome home, String option, String line) {
        String separately = option.startsWith("port=") ? "start.delay=0,http=" + (option.contains("many") ? "off," : "on,") : FINE + ",";
        Outcome with = ForkedJvm.on(home).options(AgentJar.option(separately + option)).main("WaitsForAgent", "7").run();
        List<String> lines = with.troubles();
        assertAll(
                () -> assertEquals(new Outcome(7, "service output\nservice done\n", "service error output\n"), with.withoutAgentLines()),
                () -> assertEquals(1, lines.size(), with.err()),
                () -> assertTrue(lines.get(0).contains(line), with.err()));
    }

    private static ServerSocket taken() {
        try {
            return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
