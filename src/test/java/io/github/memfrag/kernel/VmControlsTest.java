package io.github.memfrag.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.testing.RecordedTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VmControlsTest {
    @TempDir
    private Path root;

    @Test
    void theNodesAreThoseThatTheKernelShows() throws IOException {
        assertEquals(IntStream.range(0, 8).boxed().collect(Collectors.toSet()),
                new VmControls(RecordedTrees.tree("numa-8-nodes")).nodes());
    }

    @Test
    void nodesMayBeFewAndFarBetweenAndHaveNeighbours() throws IOException {
        for (String name : List.of("node0", "node16", "node1023", "nodeX", "node", "node5-old", "has_memory", "power")) {
            Files.createDirectories(root.resolve("sys/devices/system/node").resolve(name));
        }
        assertEquals(List.of(0, 16, 1023), List.copyOf(controls().nodes()));
    }

    @Test
    void aKernelWithoutNumaShowsNoNodes() throws IOException {
        assertEquals(new TreeSet<>(), controls().nodes());
    }

    @Test
    void aControlThatIsThereMayBeWrittenTo() throws IOException {
        write(VmControls.DROP_CACHES);
        assertDoesNotThrow(() -> controls().checkWritable(VmControls.DROP_CACHES));
        assertEquals("", Files.readString(controls().locate(VmControls.DROP_CACHES)));
    }

    @Test
    void aControlThatIsNotThereIsSaidToBeMissing() {
        assertThrows(NoSuchFileException.class, () -> controls().checkWritable(VmControls.compactNode(3)));
    }

    @Test
    void aRecordedTreeIsNotTheHost() {
        assertTrue(controls().recorded());
        assertFalse(new VmControls(KernelTree.host()).recorded());
    }

    @Test
    void theEffectiveUidIsTheOneThatTheSystemTells() throws Exception {
        Process id = new ProcessBuilder("id", "-u").start();
        assertEquals(Long.parseLong(new String(id.getInputStream().readAllBytes(), UTF_8).trim()),
                VmControls.effectiveUid().orElseThrow());
    }

    private VmControls controls() {
        return new VmControls(KernelTree.recorded(root));
    }

    private void write(String control) throws IOException {
        Path file = root.resolve(control.substring(1));
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
    }
}
