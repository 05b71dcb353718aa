package io.github.memfrag.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.testing.AgentJar;
import io.github.memfrag.testing.ForkedJvm;
import io.github.memfrag.testing.ForkedJvm.Outcome;
import io.github.memfrag.testing.JavaHome;
import io.github.memfrag.testing.JolokiaClient;
import io.github.memfrag.testing.PseudoTerminal;
import io.github.memfrag.testing.RecordedTrees;
import io.github.memfrag.testing.RunningJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From {@code passwd} to an operation that an agent in a service's JVM lets its user start. */
@Execution(ExecutionMode.CONCURRENT)
class PasswdIT {
    private static final String RELIEF = "memfrag:type=Relief";
    private static final String READER = "reads quite a lot";
    private static final String OPERATOR = "käse für 5 €";
    private static final String GUESS = "kaese fuer 5";

    @TempDir
    Path directory;

    static Stream<JavaHome> homes() {
        return JavaHome.all().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("homes")
    void aUserLogsInAndStartsWhatHisRoleCovers(JavaHome home) throws IOException {
        Path users = directory.resolve("users");
        assertEquals(0, passwd(home, READER, "reader", "--role", "read", "--file", users.toString()).exitCode());
        assertEquals(0, passwd(home, OPERATOR, "operator", "--role", "operate", "--max", "compact", "--file", users.toString()).exitCode());
        Path kernel = RecordedTrees.copy("recorded-2-fragmented", directory);
        try (RunningJvm host = ForkedJvm.on(home).options(AgentJar.option("start.delay=0,port=0,http.operations=on,http.users=" + users
                + ",http.anonymous=none,http.allow=java.lang:type=Runtime!SystemProperties,kernel.root=" + kernel)).main("WaitsForInput").start()) {
            JolokiaClient anybody = new JolokiaClient(host.awaitErr("serving (http\\S+)"));
            JolokiaClient reader = anybody.as("reader", READER);
            JolokiaClient operator = anybody.as("operator", OPERATOR);
            assertAll(
                    () -> assertEquals(401L, anybody.tryExec(RELIEF, "compactMemory").get("status")),
                    () -> assertEquals(401L, anybody.as("nobody", GUESS).tryExec(RELIEF, "compactMemory").get("status")),
                    () -> assertTrue(reader.read("memfrag:type=Agent", "Version") != null),
                    () -> assertEquals(403L, reader.tryExec(RELIEF, "compactMemory").get("status")),
                    () -> assertEquals(403L, operator.tryExec(RELIEF, "dropCaches", 3).get("status")),
                    () -> assertEquals(200L, operator.tryExec(RELIEF, "compactMemory").get("status")));
            removeAndExpectOut(home, users, reader);
            assertNoSecrets(users, host, List.of(operator.read("memfrag:type=Agent", "Configuration").toString(),
                    operator.read("memfrag:type=Agent", "Warnings").toString(), operator.tryExec(RELIEF, "dropCaches", 3).toString(),
                    operator.read(RELIEF, "LastReport").toString(),
                    operator.read("java.lang:type=Runtime", "SystemProperties").toString()));
        }
    }

    @Test
    void aServiceThatMayNotReadTheFileIsToldOnceWhatMendsIt() {
        Path jar = AgentJar.copy();
        Path users = jar.resolveSibling("users");
        assertEquals(0, passwd(JavaHome.current(), READER, "reader", "--role", "read", "--file", users.toString()).exitCode());
        try (RunningJvm host = ForkedJvm.onCurrent().asNobody().options(AgentJar.option(jar, "start.delay=0,port=0,http.anonymous=none"
                + ",http.users=" + users)).main("WaitsForInput").start()) {
            JolokiaClient reader = new JolokiaClient(host.awaitErr("serving (http\\S+)")).as("reader", READER);
            assertEquals(401L, reader.tryExec(RELIEF, "cancel").get("status"));
            List<String> said = host.err().lines().filter(line -> line.contains("http.users")).toList();
            assertEquals(List.of("memfrag-agent: http.users=" + users + " cannot be read by the user of this process: 'chown nobody " + users
                    + "'; until then nobody can log in"), said);
        }
    }

    private void removeAndExpectOut(JavaHome home, Path users, JolokiaClient reader) {
        assertEquals(0, passwd(home, "", "reader", "--delete", "--file", users.toString()).exitCode());
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (reader.tryExec(RELIEF, "cancel").get("status").equals(403L)) { // known, and may not
            assertTrue(System.nanoTime() < deadline, "still known");
        }
    }

    private static void assertNoSecrets(Path users, RunningJvm host, List<String> answers) throws IOException {
        List<String> seen = new ArrayList<>(answers);
        seen.add(host.err());
        seen.add(Files.readString(Path.of("/proc", Long.toString(host.pid()), "cmdline")));
        String all = String.join("\n", seen);
        List<String> secrets = new ArrayList<>(List.of(READER, OPERATOR, GUESS));
        Files.readAllLines(users).stream().filter(line -> !line.startsWith("#")).forEach(line -> secrets.addAll(List.of(line.split(":"))
                .subList(line.split(":").length - 2, line.split(":").length)));
        assertEquals(5, secrets.size(), "of the one user who is left the salt and the hash");
        secrets.forEach(secret -> assertFalse(all.contains(secret), secret));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("homes")
    void onATerminalThePasswordIsAskedForTwiceAndNotShown(JavaHome home) throws IOException {
        Path users = directory.resolve("users");
        ForkedJvm.Command command = ForkedJvm.on(home).jar(AgentJar.path(), "passwd", "alice", "--role", "read", "--file", users.toString());
        try (RunningJvm terminal = PseudoTerminal.of(100, "TERM=xterm", "LANG=C.UTF-8").start(command)) {
            terminal.awaitOut("New password of alice: ");
            terminal.say(READER);
            terminal.awaitOut("Once more: ");
            terminal.say(READER);
            Outcome outcome = terminal.awaitEnd();
            assertEquals(0, outcome.exitCode(), outcome::out);
            assertFalse(outcome.out().contains(READER), outcome::out);
        }
        assertTrue(Files.readString(users).contains("alice read pbkdf2-sha256:"));
    }

    @Test
    void whatIsTypedDifferentlyChangesNothing() {
        Path users = directory.resolve("users");
        ForkedJvm.Command command = ForkedJvm.onCurrent().jar(AgentJar.path(), "passwd", "alice", "--role", "read", "--file", users.toString());
        try (RunningJvm terminal = PseudoTerminal.of(100, "TERM=xterm").start(command)) {
            terminal.awaitOut("New password of alice: ");
            terminal.say(READER);
            terminal.awaitOut("Once more: ");
            terminal.say(OPERATOR);
            Outcome outcome = terminal.awaitEnd();
            assertEquals(1, outcome.exitCode());
            assertTrue(outcome.out().contains("the two are not the same; nothing was changed"), outcome::out);
        }
        assertFalse(Files.exists(users));
    }

    private static Outcome passwd(JavaHome home, String password, String... words) {
        String[] line = Stream.concat(Stream.of("passwd"), Stream.of(words)).toArray(String[]::new);
        try (RunningJvm passwd = ForkedJvm.on(home).jar(AgentJar.path(), line).start()) {
            passwd.say(password);
            return passwd.awaitEnd();
        }
    }
}
