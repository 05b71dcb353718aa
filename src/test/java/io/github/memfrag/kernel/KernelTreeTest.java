package io.github.memfrag.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelTreeTest {
    @TempDir
    Path directory;

    private KernelTree tree;

    @BeforeEach
    void recordATree() throws IOException {
        Files.createDirectories(directory.resolve("proc/sys"));
        Files.writeString(directory.resolve("proc/buddyinfo"), "Node 0\n");
        tree = KernelTree.recorded(directory);
    }

    @Test
    void readsARecordedFileByItsNameOnALiveHost() throws IOException {
        assertEquals("Node 0\n", tree.read("/proc/buddyinfo"));
        assertEquals(Optional.of(directory), tree.recordedRoot());
    }

    @Test
    void keepsEveryByteOfABinaryFile() throws IOException {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        Files.write(directory.resolve("proc/auxv"), bytes);

        assertEquals(new String(bytes, StandardCharsets.ISO_8859_1), tree.read("/proc/auxv"));
    }

    @Test
    void locatesTheHostsOwnFilesWhereTheyAre() {
        assertEquals(Path.of("/proc/buddyinfo"), KernelTree.host().locate("/proc/buddyinfo"));
        assertEquals(Optional.empty(), KernelTree.host().recordedRoot());
    }

    @Test
    void tellsAFileThatIsNotThere() {
        assertThrows(FileNotFoundException.class, () -> tree.read("/proc/zoneinfo"));
    }

    @Test
    void tellsAFileThatMayNotBeRead() throws IOException {
        Path writeOnly = Path.of("/proc/sys/vm/compact_memory"); // Not even root may read it.
        KernelTree host = KernelTree.host();
        if (!Files.exists(writeOnly)) {
            writeOnly = Files.writeString(directory.resolve("write-only"), "");
            assertTrue(writeOnly.toFile().setReadable(false), "cannot take the right to read away");
        }
        String name = writeOnly.toString();

        assertTrue(assertThrows(AccessDeniedException.class, () -> host.read(name)).getMessage().startsWith(name));
    }

    @Test
    void keepsTheSystemsReasonForAnyOtherFailure() {
        IOException failure = assertThrows(IOException.class, () -> tree.read("/proc/sys"));

        assertEquals(IOException.class, failure.getClass());
        assertTrue(failure.getMessage().contains("/proc/sys") && failure.getMessage().contains("irectory"), failure.getMessage());
    }

    @Test
    void readsNothingOfATreeThatIsNotThere() {
        KernelTree missing = KernelTree.recorded(directory.resolve("missing"));

        assertThrows(FileNotFoundException.class, () -> missing.read("/proc/buddyinfo"));
    }

    @Test
    void refusesARelativeName() {
        assertThrows(IllegalArgumentException.class, () -> tree.read("proc/buddyinfo"));
    }
}
