package io.github.memfrag.http.login;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The users' file changes while an agent runs. */
class KnownUsersTest {
    @TempDir
    Path directory;
    private final List<String> log = new CopyOnWriteArrayList<>();

    @Test
    void aNewUserIsKnownAndARemovedOneIsNot() {
        TestUsers file = alice();
        KnownUsers users = known(file.path());
        file.with("bob", "read", "secret").without("alice");
        await(() -> isKnown(users, "bob") && !isKnown(users, "alice"));
        assertEquals(List.of(), log);
    }

    @Test
    void aBrokenFileIsWarnedOfOnceByLine() throws Exception {
        TestUsers file = alice();
        KnownUsers users = known(file.path());
        Files.writeString(file.path(), "bob read secret\n", StandardOpenOption.APPEND);
        await(() -> users.current() != null && users.warning().isPresent());
        Thread.sleep(2100); // two more looks
        assertAll(
                () -> assertEquals(List.of("http.users=" + file.path() + " is broken: line 3: the third word is not a hash that 'passwd'"
                        + " makes; until then only those can log in who were read before and stand in it unchanged: alice"), log),
                () -> assertEquals(Optional.of(log.get(0)), users.warning()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ofABrokenOrRefusedFileOnlyThoseOfBeforeAreTakenWhoStandInItUnchanged(boolean broken) throws IOException {
        TestUsers file = alice().with("removed", "operate", "secret").with("changed", "read", "secret");
        KnownUsers users = known(file.path());
        TestUsers other = TestUsers.at(directory.resolve("other")).with("new", "operate", "secret").with("changed", "operate", "secret");
        String kept = Files.readAllLines(file.path()).stream().filter(line -> line.startsWith("alice ")).findFirst().orElseThrow();
        Files.writeString(other.path(), "  " + kept.replace(" ", "\t") + (broken ? "\nnonsense" : "") + "\n", StandardOpenOption.APPEND);
        Files.setPosixFilePermissions(other.path(), PosixFilePermissions.fromString(broken ? "rw-------" : "rw-r--r--"));
        Files.move(other.path(), file.path(), StandardCopyOption.ATOMIC_MOVE);
        await(() -> !isKnown(users, "removed"));
        assertAll(
                () -> assertEquals(Set.of("alice"), users.current().names()),
                () -> assertEquals(1, log.size()),
                () -> assertTrue(log.get(0).endsWith(" unchanged: alice"), log.get(0)));
    }

    @Test
    void aFileThatIsEmptiedLeavesNobodyAndIsWarnedOf() throws IOException {
        TestUsers file = alice();
        KnownUsers users = known(file.path());
        Files.writeString(file.path(), "");
        await(() -> !isKnown(users, "alice"));
        assertEquals(List.of("http.users=" + file.path() + " names no user; 'java -jar memfrag-agent.jar passwd NAME --role read --file "
                + file.path() + "' adds one; until then nobody can log in"), log);
        file.with("bob", "read", "secret");
        await(() -> isKnown(users, "bob"));
        assertEquals(Optional.empty(), users.warning());
    }

    @Test
    void aFileThatOthersCanReadIsTakenOnceItIsMended() throws IOException {
        TestUsers file = alice();
        Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString("rw-r--r--"));
        KnownUsers users = known(file.path());
        assertFalse(isKnown(users, "alice"));
        assertTrue(log.get(0).contains("chmod 600 " + file.path()) && log.get(0).endsWith("until then nobody can log in"), log.get(0));
        Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString("rw-------"));
        await(() -> isKnown(users, "alice"));
        assertEquals("http.users is in order again", log.get(1));
        assertEquals(Optional.empty(), users.warning());
    }

    @Test
    void aFileThatIsGoneLeavesNobody() throws IOException {
        TestUsers file = alice();
        KnownUsers users = known(file.path());
        Files.delete(file.path());
        await(() -> !isKnown(users, "alice"));
        assertTrue(log.get(0).contains("there is no such file"), log.get(0));
    }

    @Test
    void withoutAFileThereIsNobodyAndNoWarning() {
        KnownUsers users = new KnownUsers(Optional.empty(), log::add);
        assertTrue(users.current().isEmpty());
        assertFalse(users.haveAFile());
        assertEquals(Optional.empty(), users.warning());
    }

    private TestUsers alice() {
        return TestUsers.at(directory.resolve("users")).with("alice", "read", "secret");
    }

    private KnownUsers known(Path path) {
        return new KnownUsers(Optional.of(new UsersFile(path)), log::add);
    }

    private static boolean isKnown(KnownUsers users, String name) {
        return users.current().named(name).isPresent();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "never came true");
            LockSupport.parkNanos(20_000_000);
        }
    }
}
