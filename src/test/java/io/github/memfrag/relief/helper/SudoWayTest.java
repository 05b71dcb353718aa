package io.github.memfrag.relief.helper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.kernel.KernelTree;
import io.github.memfrag.kernel.VmControls;
import io.github.memfrag.relief.TestHost;
import io.github.memfrag.testing.SkippedTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands between an account and the helper that sudo runs; another program answers for sudo. */
class SudoWayTest {
    @TempDir
    private Path root;
    private final TestAccount kafka = new TestAccount();
    private Path helper;
    private SudoWay way;

    @BeforeEach
    void installTheHelper() throws IOException {
        SkippedTests.needsRoot();
        TestHost.withFreeBlocks(64).record(root);
        KernelTree tree = KernelTree.recorded(root);
        helper = tree.locate("/usr/local/libexec/memfrag-helper");
        Files.createDirectories(helper.getParent());
        Files.createFile(helper);
        mode("rwxr-xr-x");
        way = new SudoWay(new Controls(new VmControls(tree), kafka), new HostSetUp(tree, kafka));
    }

    @Test
    void sudoIsAskedForEachCeilingOnceInAWhile() {
        kafka.answering("exit 0");
        for (int time = 0; time < 3; time++) {
            assertEquals(List.of(), missing(HelperCommand.COMPACT));
            assertEquals(List.of(), missing(HelperCommand.dropCaches(3)));
        }
        assertEquals(List.of(
                List.of("/usr/bin/sudo", "-n", "-l", "/usr/local/libexec/memfrag-helper", "serve", "compact"),
                List.of("/usr/bin/sudo", "-n", "-l", "/usr/local/libexec/memfrag-helper", "serve", "all")), kafka.asked);
    }

    @Test
    void aRefusalIsMendedByTheRuleAndTheGroup() {
        kafka.answering("exit 1");
        Gap gap = way.gaps(HelperCommand.COMPACT).get(0);
        assertEquals("sudo does not let it run /usr/local/libexec/memfrag-helper without a password", gap.missing());
        assertEquals("sudo usermod -aG memfrag kafka", gap.remedies().get(1));
    }

    @Test
    void aLowerCeilingIsAChoiceThatNoRemedyOverwrites() {
        kafka.answering("[ \"$3\" = compact ]");
        assertEquals(List.of(), missing(HelperCommand.COMPACT));
        Gap gap = way.gaps(HelperCommand.dropCaches(1)).get(0);
        assertEquals("sudo lets it go up to compact, by /etc/sudoers.d/memfrag", gap.missing());
        assertEquals(List.of(), gap.remedies());
        assertEquals("sudo lets it go up to compact, by /etc/sudoers.d/memfrag. drop_caches 1 needs pagecache",
                way.obstacle(HelperCommand.dropCaches(1)).orElseThrow().getMessage());
    }

    @Test
    void sudoThatDoesNotAnswerHoldsNobodyForLong() throws Exception {
        Path pipe = root.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        kafka.answering("read -r line < " + pipe);
        for (int time = 0; time < 3; time++) {
            assertTrue(missing(HelperCommand.COMPACT).get(0).startsWith("sudo has not answered yet"));
        }
        assertEquals(1, kafka.asked.size());
        Files.writeString(pipe, "at last\n");
        while (!missing(HelperCommand.COMPACT).isEmpty()) {
            Thread.sleep(5);
        }
        assertEquals(1, kafka.asked.size());
    }

    @Test
    void withNoNewPrivilegesItIsNotEvenAsked() {
        kafka.withNoNewPrivileges().answering("exit 0");
        assertEquals(List.of("with NoNewPrivileges, as it runs, sudo can do nothing; the spool can"), missing(HelperCommand.COMPACT));
        assertEquals(List.of(), kafka.asked);
    }

    @Test
    void beforeTheHelperIsThereNoQuestionGoesIntoTheHostsLog() throws IOException {
        Files.delete(helper);
        assertEquals(List.of("/usr/local/libexec/memfrag-helper is not installed", "sudo needs a rule for it"),
                missing(HelperCommand.COMPACT));
        assertEquals(List.of(), kafka.asked);
    }

    @Test
    void aHelperThatOthersCanChangeIsNotRun() throws IOException {
        kafka.answering("exit 0");
        mode("rwxrwxr-x");
        assertEquals("/usr/local/libexec/memfrag-helper can be changed by others than root", missing(HelperCommand.COMPACT).get(0));
        mode("rwxr-xr-x");
        Files.setOwner(helper, root.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        assertEquals("/usr/local/libexec/memfrag-helper can be changed by others than root", missing(HelperCommand.COMPACT).get(0));
    }

    @Test
    void whatTheKernelLacksNoSudoCanGive() throws IOException {
        Files.delete(root.resolve(VmControls.COMPACT_MEMORY.substring(1)));
        kafka.answering("exit 0");
        assertEquals(UnsupportedOperationException.class, way.obstacle(HelperCommand.COMPACT).orElseThrow().getClass());
    }

    private List<String> missing(HelperCommand command) {
        return way.gaps(command).stream().map(Gap::missing).toList();
    }

    private void mode(String permissions) throws IOException {
        Files.setPosixFilePermissions(helper, PosixFilePermissions.fromString(permissions));
    }
}
