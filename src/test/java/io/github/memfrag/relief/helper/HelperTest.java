package io.github.memfrag.relief.helper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.kernel.KernelTree;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the child processes that run the helper's text know and hold of the host. */
class HelperTest {
    private static final Duration LIMIT = Duration.ofSeconds(50);

    @TempDir
    private Path root;

    @Test
    void aChildKnowsTheRecordedTreeAndWhoAskedAndNothingElseOfTheHostsEnvironment() throws IOException {
        assertEquals(Map.of("MEMFRAG_KERNEL_ROOT", root.toString(), "MEMFRAG_REQUESTER", "JMX"),
                environment(KernelTree.recorded(root), "JMX"));
    }

    @Test
    void aChildOfTheLiveKernelKnowsOfNoTree() throws IOException {
        assertEquals(Set.of("MEMFRAG_REQUESTER"), environment(KernelTree.host(), "JMX").keySet());
    }

    @Test
    void whoAskedIsOneShortLineWhateverHeCallsHimself() throws IOException {
        assertEquals("a b", environment(KernelTree.host(), "a\nb").get("MEMFRAG_REQUESTER"));
        assertEquals("x".repeat(200), environment(KernelTree.host(), "x".repeat(201)).get("MEMFRAG_REQUESTER"));
    }

    @Test
    void aChildIsNotInTheHostsDirectory() throws IOException {
        assertEquals("/", said("/usr/bin/readlink /proc/$$/cwd", KernelTree.host(), "JMX"));
    }

    @Test
    void aChildServesUpToTheCeilingOfItsSession() throws IOException {
        assertEquals("memfrag-agent serve all", said("echo \"$0 $*\"", KernelTree.host(), "JMX"));
    }

    @Test
    void noThreadOfTheJdkKeepsTheCallersClassLoader() throws Exception {
        Helper helper = new Helper("echo 0 ready; read -r end", KernelTree.host());
        List<HelperSession> sessions = new ArrayList<>();
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader ours = new URLClassLoader(new URL[0])) {
            Thread.currentThread().setContextClassLoader(ours);
            // More children at once than there are idle reapers, so that a new reaper is made.
            long idle = reapers().size();
            for (long started = 0; started <= idle; started++) {
                sessions.add(helper.open(Ceiling.ALL, "JMX"));
            }
            assertSame(ours, Thread.currentThread().getContextClassLoader());
            assertTrue(reapers().size() > idle);
            assertTrue(Thread.getAllStackTraces().keySet().stream().filter(thread -> thread != Thread.currentThread())
                    .noneMatch(thread -> thread.getContextClassLoader() == ours));
        } finally {
            Thread.currentThread().setContextClassLoader(before);
            sessions.forEach(HelperSession::close);
        }
    }

    private static List<Thread> reapers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("process reaper")).toList();
    }

    private static Map<String, String> environment(KernelTree tree, String requestedBy) throws IOException {
        // What shells add of their own is not the host's.
        Set<String> shells = Set.of("PWD", "OLDPWD", "SHLVL", "_");
        String seen = said("/usr/bin/env -0 | /usr/bin/tr '\\n\\0' '?\\t'", tree, requestedBy);
        assertFalse(seen.isEmpty());
        return Set.of(seen.split("\t")).stream().map(variable -> variable.split("=", 2))
                .filter(variable -> !shells.contains(variable[0]))
                .collect(Collectors.toMap(variable -> variable[0], variable -> variable[1]));
    }

    /** What a child prints that runs these commands for its first request. */
    private static String said(String commands, KernelTree tree, String requestedBy) throws IOException {
        String text = "echo 0 ready; read -r verb; echo \"1 $(" + commands + ")\"";
        try (HelperSession session = new Helper(text, tree).open(Ceiling.ALL, requestedBy)) {
            return session.take(HelperCommand.SYNC, LIMIT).message();
        }
    }
}
