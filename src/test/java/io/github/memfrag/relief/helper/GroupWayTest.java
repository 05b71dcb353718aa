package io.github.memfrag.relief.helper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.kernel.KernelTree;
import io.github.memfrag.kernel.VmControls;
import io.github.memfrag.relief.TestHost;
import io.github.memfrag.relief.helper.ReliefStep.Outcome;
import io.github.memfrag.testing.SkippedTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that a group may compact. */
class GroupWayTest {
    private static final Duration LIMIT = Duration.ofSeconds(50);

    @TempDir
    private Path root;
    private final TestAccount kafka = new TestAccount();
    private KernelTree tree;
    private GroupWay way;

    @BeforeEach
    void recordATree() throws IOException {
        TestHost.withFreeBlocks(64).node(1, 64).record(root);
        tree = KernelTree.recorded(root);
        way = new GroupWay(Helper.packed(tree), new Controls(new VmControls(tree), kafka), new HostSetUp(tree, kafka));
    }

    @Test
    void withAllNodesAndTheLockItIsOpenForCompaction() throws IOException {
        kafka.may(node(0), node(1), lock());
        assertEquals(List.of(), missing(HelperCommand.COMPACT));
        assertEquals(List.of(), missing(HelperCommand.compactNode(1)));
    }

    @Test
    void dropsAreTheKernelsToRefuse() throws IOException {
        kafka.may(node(0), node(1), lock());
        assertEquals(List.of("no group may drop caches: the kernel lets root only"), missing(HelperCommand.dropCaches(1)));
    }

    @Test
    void allNodesAreNeededForTheWholeHostAndOneForItself() throws IOException {
        kafka.may(node(1), lock());
        assertEquals(List.of("no group with a name may write to " + node(0)), missing(HelperCommand.COMPACT));
        assertEquals(List.of(), missing(HelperCommand.compactNode(1)));
    }

    @Test
    void withoutTheLockOthersCouldNotBeKeptOut() {
        kafka.may(node(0), node(1));
        assertEquals(List.of("there is no " + root.resolve("run/memfrag/lock")), missing(HelperCommand.COMPACT));
        assertTrue(way.gaps(HelperCommand.COMPACT).get(0).remedies()
                .contains("sudo systemd-tmpfiles --create /etc/tmpfiles.d/memfrag.conf"));
    }

    @Test
    void whoIsOutsideOfTheGroupIsToldToJoinIt() throws IOException {
        Files.setPosixFilePermissions(node(0), PosixFilePermissions.fromString("-w--w----"));
        String group = Files.readAttributes(node(0), PosixFileAttributes.class).group().getName();
        Gap gap = way.gaps(HelperCommand.compactNode(0)).get(0);
        assertEquals("kafka is not in group " + group + ", whose members may write to " + node(0)
                + "; a service takes a new group when it is restarted", gap.missing());
        assertEquals(List.of("sudo usermod -aG " + group + " kafka"), gap.remedies());
    }

    @Test
    void aGroupThatWasRemovedIsNoneToJoin() throws IOException {
        Files.setPosixFilePermissions(node(0), PosixFilePermissions.fromString("-w--w----"));
        SkippedTests.needsRoot();
        Files.setAttribute(node(0), "unix:gid", 64321);
        Gap gap = way.gaps(HelperCommand.compactNode(0)).get(0);
        assertEquals("no group with a name may write to " + node(0), gap.missing());
        assertEquals(List.of("sudo groupadd --system --force memfrag", "sudo usermod -aG memfrag kafka"),
                List.of(gap.remedies().get(0), gap.remedies().get(gap.remedies().size() - 1)));
    }

    @Test
    void aKernelWithoutCompactionIsNobodysFault() throws IOException {
        Files.delete(node(0));
        assertEquals(UnsupportedOperationException.class, way.obstacle(HelperCommand.COMPACT).orElseThrow().getClass());
    }

    @Test
    void theWholeHostIsCompactedNodeByNode() throws IOException {
        try (HelperSession session = way.open(Ceiling.ALL, "test")) {
            ReliefStep step = session.take(HelperCommand.COMPACT, LIMIT);
            assertEquals(List.of("compact_memory", Outcome.DONE), List.of(step.name(), step.outcome()));
        }
        assertEquals(List.of("1\n", "1\n", ""), List.of(Files.readString(node(0)), Files.readString(node(1)),
                Files.readString(tree.locate(VmControls.COMPACT_MEMORY))));
    }

    @Test
    void aNodeThatFailsEndsIt() throws IOException {
        Files.delete(node(0));
        Files.createSymbolicLink(node(0), Path.of("/dev/full"));
        try (HelperSession session = way.open(Ceiling.ALL, "test")) {
            ReliefStep step = session.take(HelperCommand.COMPACT, LIMIT);
            assertEquals(List.of("compact_memory", Outcome.FAILED, "cannot write 1 to " + node(0) + ": No space left on device"),
                    List.of(step.name(), step.outcome(), step.message()));
        } finally {
            Files.delete(node(0));
        }
        assertEquals("", Files.readString(node(1)));
    }

    @Test
    void itsSessionsGoNoFurtherThanCompaction() throws IOException {
        try (HelperSession session = way.open(Ceiling.ALL, "test")) {
            assertEquals("drop-caches 1 is beyond the ceiling of this session",
                    session.take(HelperCommand.dropCaches(1), LIMIT).message());
        }
    }

    private List<String> missing(HelperCommand command) {
        return way.gaps(command).stream().map(Gap::missing).toList();
    }

    private Path node(int node) {
        return tree.locate(VmControls.compactNode(node));
    }

    private Path lock() throws IOException {
        Path lock = root.resolve("run/memfrag/lock");
        Files.createDirectories(lock.getParent());
        return Files.exists(lock) ? lock : Files.createFile(lock);
    }
}
