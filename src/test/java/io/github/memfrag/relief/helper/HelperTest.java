package io.github.memfrag.relief.helper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.kernel.KernelTree;
import io.github.memfrag.relief.helper.ReliefStep.Outcome;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The child processes, with other texts than the packed one where that shows more. */
class HelperTest {
    private static final Duration LIMIT = Duration.ofSeconds(50);

    @TempDir
    private Path root;

    @Test
    void thePackedTextIsTheScriptThatOperatorsInstall() throws IOException {
        Path installed = Path.of(System.getProperty("basedir", ""), "conf/helper/memfrag-helper");
        try (var packed = Helper.class.getResourceAsStream("memfrag-helper")) {
            assertEquals(Files.readString(installed), new String(packed.readAllBytes()));
        }
    }

    @Test
    void aChildKnowsTheRecordedTreeAndNothingElseOfTheHostsEnvironment() throws IOException {
        String seen = lastWords("/usr/bin/env >&2; exit 1", KernelTree.recorded(root));
        Set<String> names = seen.lines().map(line -> line.replaceFirst("=.*", "")).collect(Collectors.toCollection(TreeSet::new));
        // What shells add of their own.
        names.removeAll(Set.of("PWD", "OLDPWD", "SHLVL", "_"));
        assertEquals(Set.of("MEMFRAG_KERNEL_ROOT"), names);
        assertTrue(seen.lines().anyMatch(("MEMFRAG_KERNEL_ROOT=" + root)::equals), seen);
    }

    @Test
    void aChildOfTheLiveKernelKnowsOfNoTree() throws IOException {
        String seen = lastWords("/usr/bin/env >&2; exit 1", KernelTree.host());
        assertFalse(seen.contains("MEMFRAG"), seen);
    }

    @Test
    void aChildHoldsNeitherTheHostsDirectoryNorItsInput() throws IOException {
        // Asked first and said afterwards: dash redirects itself for the time of a command's redirection.
        assertEquals("/\n/dev/null\n/dev/null", lastWords(
                "seen=$(/usr/bin/readlink /proc/$$/cwd /proc/$$/fd/0 /proc/$$/fd/1); echo \"$seen\" >&2; exit 1", KernelTree.host()));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', value = {
            "echo 'memfrag-helper: no such thing' >&2; exit 66 | no such thing",
            "echo '/bin/sync: error' >&2; exit 1               | /bin/sync: error",
            "exit 3                                            | ended with exit status 3",
            "kill -9 $$                                        | ended by signal 9"})
    void aChildThatFailsIsReportedByItsLastWords(String text, String message) throws IOException {
        ReliefStep step = new Helper(text, KernelTree.host()).start(HelperCommand.SYNC).await(LIMIT);
        assertEquals(List.of(Outcome.FAILED, message), List.of(step.outcome(), step.message()));
    }

    @Test
    void endlessLastWordsAreCut() throws IOException {
        String text = "/usr/bin/head -c 30000 /dev/zero | /usr/bin/tr '\\0' x >&2; exit 1";
        ReliefStep step = new Helper(text, KernelTree.host()).start(HelperCommand.SYNC).await(LIMIT);
        assertEquals(4096, step.message().length());
    }

    /** An orphan holds the pipe of its parent's last words open: the end of the parent is what counts. */
    @Test
    void aGrandchildThatLivesOnHoldsNobody() throws Exception {
        Path pipe = pipe();
        try (RandomAccessFile writer = writer(pipe)) {
            String text = "exec 3< " + pipe + "; /bin/cat <&3 & echo gone >&2; exit 1";
            ReliefStep step = new Helper(text, KernelTree.host()).start(HelperCommand.SYNC).await(LIMIT);
            assertEquals("gone", step.message());
        }
    }

    @Test
    void noThreadOfTheJdkKeepsTheCallersClassLoader() throws Exception {
        Path pipe = pipe();
        Helper helper = new Helper("/bin/cat " + pipe, KernelTree.host());
        List<HelperChild> children = new ArrayList<>();
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader ours = new URLClassLoader(new URL[0])) {
            Thread.currentThread().setContextClassLoader(ours);
            // More children at once than there are idle reapers, so that a new reaper is made.
            long idle = reapers().size();
            for (long started = 0; started <= idle; started++) {
                children.add(helper.start(HelperCommand.SYNC));
            }
            assertSame(ours, Thread.currentThread().getContextClassLoader());
            assertTrue(reapers().size() > idle);
            assertTrue(reapers().stream().noneMatch(reaper -> reaper.getContextClassLoader() == ours));
        } finally {
            Thread.currentThread().setContextClassLoader(before);
            // Over and over, since a child may just be about to open the pipe.
            while (children.stream().anyMatch(HelperChild::isAlive)) {
                writer(pipe).close();
            }
        }
    }

    private Path pipe() throws Exception {
        Path pipe = root.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        return pipe;
    }

    /** Who reads the pipe waits as long as this is open. Opened for reading too, since to open it for writing waits for a reader. */
    private static RandomAccessFile writer(Path pipe) throws IOException {
        return new RandomAccessFile(pipe.toFile(), "rw");
    }

    private static List<Thread> reapers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("process reaper")).toList();
    }

    private static String lastWords(String text, KernelTree tree) throws IOException {
        return new Helper(text, tree).start(HelperCommand.SYNC).await(LIMIT).message();
    }
}
