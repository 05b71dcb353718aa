package io.github.memfrag.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.testing.AgentJar;
import io.github.memfrag.testing.ForkedJvm;
import io.github.memfrag.testing.ForkedJvm.Outcome;
import io.github.memfrag.testing.JavaHome;
import io.github.memfrag.testing.PseudoTerminal;
import io.github.memfrag.testing.RecordedTrees;
import io.github.memfrag.testing.RunningJvm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code serve}: the service alone. */
@Execution(ExecutionMode.CONCURRENT)
class ServeIT {
    private static final String INCIDENT = RecordedTrees.path("incident-1-failing").toString();

    static Stream<JavaHome> homes() {
        return JavaHome.all().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("homes")
    void printsTheReportAndLinesThatWork(JavaHome home) throws Exception {
        try (RunningJvm serve = serve(home, "port=0,kernel.root=" + INCIDENT)) {
            String url = serve.awaitOut("^  read +curl -s (\\S+)$");
            assertTrue(serve.out().contains("Node 0 Normal: 99.6 % of the free memory is in blocks too small for order 4, "), serve.out());
            assertEquals("jconsole " + serve.pid(), serve.awaitOut("jconsole \\d+"));
            HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
            String answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
            assertTrue(answer.contains("\"value\":99.6"), answer);
        }
    }

    @Test
    void endsAtCtrlC() {
        ForkedJvm.Command serve = command(JavaHome.current(), "port=0,kernel.root=" + INCIDENT);
        try (RunningJvm terminal = PseudoTerminal.of(100, "TERM=xterm").start(serve)) {
            terminal.awaitOut("jconsole");
            terminal.say("\u0003");
            assertEquals(130, terminal.awaitEnd().exitCode());
        }
    }

    @Test
    void endsAsAServiceDoesWhenItIsTold() throws Exception {
        try (RunningJvm serve = serve(JavaHome.current(), "port=0,kernel.root=" + INCIDENT)) {
            serve.awaitOut("jconsole");
            new ProcessBuilder("kill", String.valueOf(serve.pid())).start().waitFor();
            assertEquals(143, serve.awaitEnd().exitCode());
        }
    }

    @Test
    void goesOnWithoutHttpWhereThePortIsTakenAndSaysByWhom() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                RunningJvm serve = serve(JavaHome.current(), "kernel.root=" + INCIDENT + ",port=" + taken.getLocalPort())) {
            serve.awaitOut("^Port " + taken.getLocalPort() + " is taken by process " + ProcessHandle.current().pid() + " \\(java\\)\\.");
            serve.awaitErr("it is tried again every 30 s");
            serve.awaitOut("jconsole");
            assertTrue(serve.isAlive());
        }
    }

    @Test
    void takesOptionsInPlaceOfKeys() {
        try (RunningJvm serve = ForkedJvm.onCurrent().jar(AgentJar.path(), "serve", "--kernel-root", INCIDENT, "--order", "1", "port=0",
                "http=off").start()) {
            serve.awaitOut("^Node 0 Normal: 46.9 % of the free memory is in blocks too small for order 1");
        }
    }

    @Test
    void startsNothingWhereTheKernelDoesNotTell(@TempDir Path empty) {
        Outcome serve = ForkedJvm.onCurrent().jar(AgentJar.path(), "serve", "port=0", "--kernel-root", empty.toString()).run();
        assertEquals(1, serve.exitCode());
        assertTrue(serve.err().startsWith("memfrag-agent: there is no /proc/buddyinfo here"), serve::err);
    }

    private static RunningJvm serve(JavaHome home, String configuration) {
        return command(home, configuration).start();
    }

    private static ForkedJvm.Command command(JavaHome home, String configuration) {
        return ForkedJvm.on(home).jar(AgentJar.path(), "serve", configuration);
    }
}
