package io.github.memfrag.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWatchTest {
    @TempDir
    Path directory;

    private Object stamp = "as read";
    private final FileWatch watch = new FileWatch(() -> stamp, "as read");

    @Test
    void nothingIsNewAsLongAsNothingChanges() {
        assertFalse(watch.hasChanged());
        assertFalse(watch.hasChanged());
    }

    @Test
    void aChangeCountsOnceTwoLooksAgree() {
        stamp = "half written";
        assertFalse(watch.hasChanged());
        stamp = "written";
        assertFalse(watch.hasChanged());
        assertTrue(watch.hasChanged());
        assertFalse(watch.hasChanged(), "told already");
    }

    @Test
    void whatIsAsItWasReadAgainIsNoNews() {
        stamp = "half written";
        assertFalse(watch.hasChanged());
        stamp = "as read";
        assertFalse(watch.hasChanged());
        assertFalse(watch.hasChanged());
    }

    @Test
    void aStampTellsEachWayInWhichAFileChanges() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "one");
        FileTime time = Files.getLastModifiedTime(file);
        Object asRead = FileWatch.stamp(file);
        assertEquals(asRead, FileWatch.stamp(file));

        Files.writeString(file, "more", StandardOpenOption.APPEND);
        Object longer = assertDiffers(asRead, file);
        Path other = Files.setLastModifiedTime(Files.writeString(directory.resolve("other"), "onemore"), time);
        Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
        Object replaced = assertDiffers(longer, file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        Object closed = assertDiffers(replaced, file);
        Files.delete(file);
        assertDiffers(closed, file);
    }

    private static Object assertDiffers(Object earlier, Path file) {
        Object now = FileWatch.stamp(file);
        assertNotEquals(earlier, now);
        return now;
    }
}
