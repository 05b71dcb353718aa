package io.github.memfrag.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.testing.SkippedTests;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A user is really put in the place of who asks. */
class HostUserTest {
    @Test
    void theCurrentOneIsWhoRunsThis() throws Exception {
        HostUser user = HostUser.current();
        assertEquals(System.getProperty("user.name"), user.user());
        assertEquals(List.of("true"), user.commandLine(List.of("true")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "65534"})
    void rootMayTryInThePlaceOfAnother(String nameOrUid) throws Exception {
        SkippedTests.needsRoot();
        HostUser nobody = HostUser.named(nameOrUid);
        assertEquals(List.of("nobody", 65534L), List.of(nobody.user(), nobody.uid()));
        assertTrue(nobody.succeeds("/bin/sh", "-c", "[ $(id -u) = 65534 ]"));
    }

    @Test
    void whatItMayIsFoundOutByTrying(@TempDir Path directory) throws Exception {
        SkippedTests.needsRoot();
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path file = Files.createFile(directory.resolve("file"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        HostUser nobody = HostUser.named("nobody");
        assertDoesNotThrow(() -> nobody.check(file, AccessMode.READ));
        assertThrows(AccessDeniedException.class, () -> nobody.check(file, AccessMode.READ, AccessMode.WRITE));
        assertThrows(AccessDeniedException.class, () -> nobody.check(file, AccessMode.EXECUTE));
        assertDoesNotThrow(() -> HostUser.current().check(file, AccessMode.WRITE));
        assertThrows(NoSuchFileException.class, () -> nobody.check(file.resolveSibling("none"), AccessMode.WRITE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-such-user", "-u", ""})
    void whoIsNotThereIsRefused(String name) {
        assertEquals("--user " + name + " is not allowed: there is no such user on this host",
                assertThrows(UsageException.class, () -> HostUser.named(name)).problems().get(0));
    }
}
