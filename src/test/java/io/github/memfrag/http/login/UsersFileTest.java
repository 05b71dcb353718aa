package io.github.memfrag.http.login;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.testing.SkippedTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsersFileTest {
    private static final int NOBODY = 65534;

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"rwxrwx---, true", "rwxr-xrwx, true", "rwxr-xr-x, false"})
    void whereOthersCouldPutAnotherInItsPlaceItIsRefused(String folderMode, boolean refused) throws IOException {
        UsersFile file = new UsersFile(TestUsers.at(directory.resolve("users")).with("alice", "read", "secret").path());
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(folderMode));
        if (refused) {
            String problem = assertThrows(IOException.class, file::read).getMessage();
            assertTrue(problem.endsWith("put another file in its place: 'chmod go-w " + directory + "'"), problem);
        } else {
            assertEquals(Set.of("alice"), file.read().names());
        }
    }

    @Test
    void aFolderWhereEachRenamesHisOwnOnlyIsTrusted() throws IOException {
        UsersFile file = new UsersFile(TestUsers.at(directory.resolve("users")).with("alice", "read", "secret").path());
        Files.setAttribute(directory, "unix:mode", 01777);
        assertEquals(Set.of("alice"), file.read().names());
    }

    @Test
    void itIsReadWhereOnlyItsOwnerCan() throws IOException {
        assertTrue(new UsersFile(users()).read().named("alice").isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-", "rwxr-xr-x"})
    void itIsRefusedWhereOthersGetAtIt(String mode) throws IOException {
        Path path = users();
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
        String problem = assertThrows(IOException.class, () -> new UsersFile(path).read()).getMessage();
        assertEquals(path + " is refused: others than its owner can get at it: 'chmod 600 " + path + "'", problem);
    }

    @Test
    void itIsRefusedWhereItBelongsToSomebodyElse() throws IOException {
        SkippedTests.needsRoot();
        Path path = users();
        Files.setAttribute(path, "unix:uid", NOBODY);
        String problem = assertThrows(IOException.class, () -> new UsersFile(path).read()).getMessage();
        assertTrue(problem.contains("belongs to neither root nor the user of this process: 'chown " + System.getProperty("user.name")
                + " " + path + "'"), problem);
    }

    @Test
    void aPipeIsRefusedAndNotWaitedFor() throws Exception {
        Path pipe = directory.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", "-m", "600", pipe.toString()).start().waitFor());
        String problem = assertThrows(IOException.class, () -> new UsersFile(pipe).read()).getMessage();
        assertEquals(pipe + " is refused: it is no file", problem);
    }

    @Test
    void whereItIsMissingTheCommandThatMakesItIsNamed() {
        Path path = directory.resolve("users");
        String problem = assertThrows(NoSuchFileException.class, () -> new UsersFile(path).read()).getMessage();
        assertTrue(problem.contains("passwd NAME --role read --file " + path), problem);
    }

    @Test
    void whatIsWrittenOnlyItsOwnerCanRead() throws IOException {
        Path path = users();
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));
        new UsersFile(path).change(users -> users);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
    }

    @Test
    void anExistingFileKeepsItsOwner() throws IOException {
        SkippedTests.needsRoot();
        Path path = users();
        Files.setAttribute(path, "unix:uid", NOBODY);
        TestUsers.at(path).with("bob", "read", "secret");
        assertEquals(NOBODY, Files.getAttribute(path, "unix:uid"));
    }

    @Test
    void aLinkStaysALink() throws IOException {
        Path path = users();
        Path link = Files.createSymbolicLink(directory.resolve("link"), path);
        TestUsers.at(link).with("bob", "read", "secret");
        assertTrue(Files.isSymbolicLink(link));
        assertTrue(new UsersFile(path).read().named("bob").isPresent());
    }

    @Test
    void aChangeThatFailsLeavesAllAsItWas() throws IOException {
        Path path = users();
        String before = Files.readString(path);
        assertThrows(IllegalStateException.class, () -> new UsersFile(path).change(users -> {
            throw new IllegalStateException("no");
        }));
        Files.writeString(path, before + "broken\n");
        assertThrows(IOException.class, () -> new UsersFile(path).change(users -> users.without("alice")));
        assertAll(
                () -> assertEquals(before + "broken\n", Files.readString(path)),
                () -> assertEquals(List.of("users"), names()));
    }

    @Test
    void ofTwoWhoChangeItAtOnceOneIsRefused() throws IOException {
        Path path = users();
        UsersFile file = new UsersFile(path);
        file.change(users -> {
            String problem = assertThrows(IOException.class, () -> file.change(same -> same.without("alice"))).getMessage();
            assertTrue(problem.contains("another passwd is at work"), problem);
            return users;
        });
        assertTrue(file.read().named("alice").isPresent());
        assertEquals(List.of("users"), names());
    }

    @Test
    void aFolderThatIsMissingIsNamed() {
        Path path = directory.resolve("none").resolve("users");
        String problem = assertThrows(IOException.class, () -> new UsersFile(path).change(users -> users)).getMessage();
        assertTrue(problem.contains("mkdir -p " + path.getParent()), problem);
        assertFalse(Files.exists(path));
    }

    private Path users() {
        return TestUsers.at(directory.resolve("users")).with("alice", "read", "secret").path();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
