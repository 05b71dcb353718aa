package io.github.memfrag.relief;

import static io.github.memfrag.relief.ReliefOperation.compactMemory;
import static io.github.memfrag.relief.ReliefOperation.compactNode;
import static io.github.memfrag.relief.ReliefOperation.dropCaches;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.fragmentation.WatchedZones;
import io.github.memfrag.kernel.KernelReader;
import io.github.memfrag.kernel.KernelTree;
import io.github.memfrag.kernel.VmControls;
import io.github.memfrag.relief.helper.Availability;
import io.github.memfrag.relief.helper.ReliefStep.Outcome;
import io.github.memfrag.relief.helper.ReliefStep;
import io.github.memfrag.sampling.Snapshots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reliefs of a recorded tree: child processes really write to its files, but no kernel answers. */
class ReliefTest {
    @TempDir
    private Path root;
    private Snapshots snapshots;
    private Relief relief;

    @BeforeEach
    void recordATree() throws IOException {
        TestHost.withFreeBlocks(64, 0, 0, 0, 0).node(1, 64, 0, 0, 0, 1).record(root);
        KernelTree tree = KernelTree.recorded(root);
        snapshots = new Snapshots(new KernelReader(tree), WatchedZones.automatic());
        relief = new Relief(tree, snapshots, ReliefSettings.defaults().withoutCooldowns(), OptionalLong.of(4096));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aDropSyncsAndThenWritesItsNumber(int what) throws IOException {
        ReliefReport report = relief.run(dropCaches(what), "test");
        assertEquals(List.of("sync", "drop_caches " + what), names(report));
        assertTrue(report.steps().stream().allMatch(ReliefStep::done));
        assertTrue(report.succeeded());
        assertEquals(Map.of(VmControls.DROP_CACHES, what + "\n"), written());
    }

    @Test
    void aCompactionIsOneWrite() throws IOException {
        assertEquals(List.of("compact_memory"), names(relief.run(compactMemory(), "test")));
        assertEquals(Map.of(VmControls.COMPACT_MEMORY, "1\n"), written());
    }

    @Test
    void aNodesCompactionWritesToThatNodeOnly() throws IOException {
        assertEquals(List.of("node1/compact"), names(relief.run(compactNode(1), "test")));
        assertEquals(Map.of(VmControls.compactNode(1), "1\n"), written());
    }

    @Test
    void progressIsToldOfEachStepAsItBeginsAndEnds() throws IOException {
        List<String> told = new ArrayList<>();
        relief.addListener(new ReliefListener() {
            @Override
            public void started(long id, ReliefOperation operation, String requestedBy) {
                told.add(id + " " + operation + " of " + requestedBy);
            }

            @Override
            public void stepStarted(long id, String name) {
                told.add(id + " " + name + " begins");
            }

            @Override
            public void stepEnded(long id, ReliefStep step) {
                told.add(id + " " + step.name() + " " + step.outcome());
            }

            @Override
            public void finished(ReliefReport report) {
                told.add(report.id() + " " + report.outcome());
            }
        });
        relief.run(dropCaches(1), "somebody");
        assertEquals(List.of("1 dropCaches(1) of somebody", "1 sync begins", "1 sync DONE", "1 drop_caches 1 begins",
                "1 drop_caches 1 DONE", "1 DONE"), told);
    }

    @Test
    void aListenerThatFailsSpoilsNothing() throws IOException {
        relief.addListener(atStart(name -> {
            throw new AssertionError("on purpose");
        }));
        assertTrue(relief.run(dropCaches(1), "test").succeeded());
    }

    @Test
    void whatRunsIsToldWhileItRuns() throws IOException {
        List<String> seen = new ArrayList<>();
        relief.addListener(atStart(name -> relief.running().ifPresent(running ->
                seen.add(running.requestedBy() + " " + running.operation() + " " + running.step()))));
        relief.run(dropCaches(2), "somebody");
        assertEquals(List.of("somebody dropCaches(2) sync", "somebody dropCaches(2) drop_caches 2"), seen);
        assertEquals(Optional.empty(), relief.running());
    }

    @Test
    void theReportComparesReadingsTakenJustBeforeAndJustAfter() throws IOException {
        snapshots.current();
        TestHost.withFreeBlocks(64, 0, 0, 0, 2).record(root);
        relief.addListener(atStart(name -> record(TestHost.withFreeBlocks(32, 8, 0, 0, 7))));
        ReliefReport report = relief.run(compactMemory(), "test");
        ReliefEffect effect = report.effect().orElseThrow();
        assertAll(
                () -> assertArrayEquals(new long[] {-32, 8, 0, 0, 5}, effect.blocksGainedByOrder()),
                () -> assertEquals(64, effect.freedPages()),
                () -> assertEquals(OptionalLong.of(64 * 4096), effect.freedBytes()));
    }

    @Test
    void reportsAreNumberedAndTheLatestIsKept() throws IOException {
        assertEquals(Optional.empty(), relief.lastReport());
        ReliefReport first = relief.run(compactMemory(), "first");
        ReliefReport second = relief.run(dropCaches(1), "second");
        assertEquals(List.of(1L, 2L), List.of(first.id(), second.id()));
        assertEquals(Optional.of(second), relief.lastReport());
        assertEquals("second", second.requestedBy());
        assertTrue(first.startEpochMillis() <= second.startEpochMillis());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 4, 7})
    void onlyTheKernelsThreeKindsOfDropAreAllowed(int what) {
        assertEquals("what is " + what + "; allowed are 1 (page cache), 2 (dentries and inodes) and 3 (both)",
                assertThrows(IllegalArgumentException.class, () -> dropCaches(what)).getMessage());
    }

    @Test
    void aNodeBelowZeroIsRefused() {
        assertEquals("node is -1; nodes count from 0",
                assertThrows(IllegalArgumentException.class, () -> compactNode(-1)).getMessage());
    }

    @Test
    void aNodeThatDoesNotExistIsRefusedWithThoseThatDo() {
        assertEquals("there is no node 2 here; nodes of this host: [0, 1]",
                refusal(IllegalArgumentException.class, compactNode(2)));
    }

    @Test
    void aKernelWithoutNodesCompactsAsAWhole() throws IOException {
        for (int node = 0; node < 2; node++) {
            Files.delete(file(VmControls.compactNode(node)));
            Files.delete(file(VmControls.compactNode(node)).getParent());
        }
        assertEquals("this kernel shows no NUMA nodes; compactMemory() compacts all there is",
                refusal(UnsupportedOperationException.class, compactNode(0)));
    }

    @Test
    void aKernelWithoutCompactionSaysSo() throws IOException {
        Files.delete(file(VmControls.COMPACT_MEMORY));
        Files.delete(file(VmControls.compactNode(1)));
        assertEquals("there is no " + file(VmControls.COMPACT_MEMORY) + ": this kernel was built without CONFIG_COMPACTION",
                refusal(UnsupportedOperationException.class, compactMemory()));
        assertEquals("there is no " + file(VmControls.compactNode(1)) + ": this kernel was built without CONFIG_COMPACTION",
                refusal(UnsupportedOperationException.class, compactNode(1)));
    }

    @Test
    void availabilityTellsWhatMayBeDoneAndWhyNot() throws IOException {
        Files.delete(file(VmControls.DROP_CACHES));
        List<Availability> available = relief.available();
        assertEquals(List.of("dropCaches", "compactMemory", "compactNode(0)", "compactNode(1)"),
                available.stream().map(Availability::operation).toList());
        assertEquals(List.of(false, true, true, true), available.stream().map(Availability::allowed).toList());
        assertEquals(Optional.of("there is no " + file(VmControls.DROP_CACHES) + ": is /proc/sys mounted here?"),
                available.get(0).obstacle());
        assertEquals(Optional.empty(), available.get(1).obstacle());
    }

    @Test
    void withoutEvidenceNothingIsBegun() throws IOException {
        Files.delete(file("/proc/buddyinfo"));
        assertThrows(IOException.class, () -> relief.run(dropCaches(3), "test"));
        assertEquals(Map.of(), written());
        TestHost.withFreeBlocks(1).record(root);
        assertTrue(relief.run(dropCaches(3), "test").succeeded());
    }

    @Test
    void whatTheKernelRefusesIsReported() throws IOException {
        Files.delete(file(VmControls.DROP_CACHES));
        Files.createSymbolicLink(file(VmControls.DROP_CACHES), Path.of("/dev/full"));
        ReliefReport report = relief.run(dropCaches(3), "test");
        Files.delete(file(VmControls.DROP_CACHES));
        ReliefStep drop = report.steps().get(1);
        assertFalse(report.succeeded());
        assertEquals(Outcome.FAILED, drop.outcome());
        assertEquals("cannot write 3 to " + file(VmControls.DROP_CACHES) + ": No space left on device", drop.message());
        assertEquals("Failed at drop_caches 3: " + drop.message() + ".", report.conclusion());
    }

    private static ReliefListener atStart(Consumer<String> action) {
        return new ReliefListener() {
            @Override
            public void stepStarted(long id, String name) {
                action.accept(name);
            }
        };
    }

    private void record(TestHost host) {
        try {
            host.record(root);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private <T extends Exception> String refusal(Class<T> type, ReliefOperation operation) {
        return assertThrows(type, () -> relief.run(operation, "test")).getMessage();
    }

    private static List<String> names(ReliefReport report) {
        return report.steps().stream().map(ReliefStep::name).toList();
    }

    private Path file(String control) {
        return root.resolve(control.substring(1));
    }

    /** The controls that something was written to, and what. */
    private Map<String, String> written() throws IOException {
        Map<String, String> written = new HashMap<>();
        for (String control : List.of(VmControls.DROP_CACHES, VmControls.COMPACT_MEMORY, VmControls.compactNode(0),
                VmControls.compactNode(1))) {
            String text = Files.readString(file(control));
            if (!text.isEmpty()) {
                written.put(control, text);
            }
        }
        return written;
    }
}
