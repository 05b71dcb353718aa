package io.github.memfrag.relief.helper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.relief.TestHost;
import io.github.memfrag.relief.helper.HelperScript.Ended;
import io.github.memfrag.relief.helper.HelperScript.Session;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** One relief at a time on a host, whoever asks: JVMs, the command line, the helper by hand. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = ThreadMode.SEPARATE_THREAD)
class HelperLockTest {
    private static final List<List<String>> SHELLS = HelperScript.SHELLS;
    private static final String HELD = "memfrag-helper: another relief runs on this host: "
            + "uid \\d+ \\(pid %s\\), since 20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ\n";

    @TempDir
    private Path root;
    private HelperScript script;

    @BeforeEach
    void recordATree() throws IOException {
        TestHost.withFreeBlocks(1).record(root);
        script = new HelperScript(root);
    }

    @ParameterizedTest
    @FieldSource("SHELLS")
    void aSecondSessionIsToldWhoHoldsTheHostSinceWhen(List<String> shell) throws Exception {
        try (Session first = script.serve(shell, "compact")) {
            assertHeldBy(first.process().pid(), script.run(shell, "serve", "all"));
        }
    }

    @ParameterizedTest
    @FieldSource("SHELLS")
    void aHolderThatIsNoReliefIsUnknown(List<String> shell) throws Exception {
        Path lock = Files.createDirectories(root.resolve("run/memfrag")).resolve("lock");
        Process holder = new ProcessBuilder("flock", lock.toString(), "sh", "-c", "echo held; read -r end").start();
        try {
            assertEquals("held", holder.inputReader().readLine());
            assertEquals(new Ended(75, "memfrag-helper: " + lock + " is held by an unknown process\n"), script.run(shell, "compact"));
        } finally {
            HelperScript.end(holder);
        }
    }

    @ParameterizedTest
    @FieldSource("SHELLS")
    void aSingleVerbWaitsForNoSession(List<String> shell) throws Exception {
        try (Session session = script.serve(shell, "compact")) {
            assertHeldBy(session.process().pid(), script.run(shell, "drop-caches", "3"));
            assertEquals("0", session.ask("compact"));
        }
        assertEquals("", Files.readString(root.resolve("proc/sys/vm/drop_caches")));
    }

    @ParameterizedTest
    @FieldSource("SHELLS")
    void aSessionDoesNotBeginBesideASingleVerb(List<String> shell) throws Exception {
        Path control = hangingControl();
        Process verb = script.start(shell, "drop-caches", "3");
        try {
            awaitHolder(verb.pid());
            assertHeldBy(verb.pid(), script.run(shell, "serve", "all"));
        } finally {
            assertEquals("3", takeFrom(control));
        }
        assertEquals(new Ended(0, ""), HelperScript.end(verb));
        script.serve(shell, "all").close();
    }

    @ParameterizedTest
    @FieldSource("SHELLS")
    void theEndOfItsInputFreesTheHost(List<String> shell) throws Exception {
        Session first = script.serve(shell, "all");
        first.close();
        assertEquals(new Ended(0, ""), HelperScript.end(first.process()));
        script.serve(shell, "all").close();
    }

    @ParameterizedTest
    @FieldSource("SHELLS")
    void anIdleSessionThatIsKilledFreesTheHost(List<String> shell) throws Exception {
        Session first = script.serve(shell, "all");
        first.process().destroyForcibly().waitFor();
        script.serve(shell, "all").close();
    }

    @ParameterizedTest
    @FieldSource("SHELLS")
    void theHostStaysHeldUntilTheKernelHasFinishedEvenIfTheSessionIsKilled(List<String> shell) throws Exception {
        Path control = hangingControl();
        try (RandomAccessFile kernel = new RandomAccessFile(control.toFile(), "rw")) {
            fill(control);
            Session first = script.serve(shell, "all");
            first.say("drop-caches 3\n");
            while (first.process().descendants().noneMatch(child -> holds(child, control))) {
                Thread.onSpinWait();
            }
            first.process().destroyForcibly().waitFor();
            assertHeldBy(first.process().pid(), script.run(shell, "serve", "all"));
            assertEquals("3", kernel.readLine().replace("\0", ""));
        }
        awaitFree(shell);
    }

    /** Why the agent asks the helper to hold the host, and locks nothing itself: Java's locks are fcntl(2)'s. */
    @ParameterizedTest
    @FieldSource("SHELLS")
    void aJavaFileLockAndTheHelpersAreBlindToEachOther(List<String> shell) throws Exception {
        script.serve(shell, "all").close();
        awaitFree(shell);
        try (FileChannel channel = FileChannel.open(root.resolve("run/memfrag/lock"), StandardOpenOption.WRITE)) {
            try (FileLock ours = channel.lock()) {
                assertTrue(ours.isValid());
                try (Session session = script.serve(shell, "all")) {
                    assertEquals("0", session.ask("compact"));
                }
                awaitFree(shell);
            }
            try (Session session = script.serve(shell, "all")) {
                assertNotNull(channel.tryLock());
                assertEquals("0", session.ask("compact"));
            }
        }
    }

    private static void assertHeldBy(long pid, Ended ended) {
        assertTrue(ended.error().matches(HELD.formatted(pid)), ended.error());
        assertEquals(75, ended.status());
    }

    /** A named pipe that nobody reads holds whoever opens it for writing, as a kernel that hangs would. */
    private Path hangingControl() throws Exception {
        Path control = root.resolve("proc/sys/vm/drop_caches");
        Files.delete(control);
        assertEquals(0, new ProcessBuilder("mkfifo", control.toString()).start().waitFor());
        return control;
    }

    /** A pipe that is full can be opened, and holds the write. */
    private static void fill(Path pipe) throws Exception {
        new ProcessBuilder("dd", "if=/dev/zero", "of=" + pipe, "bs=65536", "oflag=nonblock").redirectErrorStream(true).start().waitFor();
    }

    private static boolean holds(ProcessHandle process, Path file) {
        try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
            return open.anyMatch(descriptor -> {
                try {
                    return Files.readSymbolicLink(descriptor).equals(file);
                } catch (IOException closedMeanwhile) {
                    return false;
                }
            });
        } catch (IOException | UncheckedIOException endedMeanwhile) {
            return false;
        }
    }

    /** What was written to the pipe, by a writer that waits or comes within the test's time. */
    private static String takeFrom(Path pipe) throws IOException {
        try (RandomAccessFile reader = new RandomAccessFile(pipe.toFile(), "rw")) {
            return reader.readLine();
        }
    }

    /** To try for the lock instead could take it from the one that is waited for. */
    private void awaitHolder(long pid) throws IOException {
        Path lock = root.resolve("run/memfrag/lock");
        while (!Files.exists(lock) || !Files.readString(lock).contains("(pid " + pid + ")")) {
            Thread.onSpinWait();
        }
    }

    private void awaitFree(List<String> shell) throws Exception {
        while (script.run(shell, "compact").status() == 75) {
            Thread.onSpinWait();
        }
    }
}
