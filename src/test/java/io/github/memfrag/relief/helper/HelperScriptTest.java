package io.github.memfrag.relief.helper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.memfrag.relief.TestHost;
import io.github.memfrag.relief.helper.HelperScript.Ended;
import io.github.memfrag.testing.SkippedTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The script's verbs, one at a time, in the shells that are /bin/sh somewhere. */
class HelperScriptTest {
    private static final List<List<String>> SHELLS = HelperScript.SHELLS;

    @TempDir
    private Path root;

    @BeforeEach
    void recordATree() throws IOException {
        TestHost.withFreeBlocks(1).node(1, 1).record(root);
    }

    static Stream<Arguments> writes() {
        return SHELLS.stream().flatMap(shell -> Stream.of(
                arguments(shell, "drop-caches 0", "proc/sys/vm/drop_caches", "0\n"),
                arguments(shell, "drop-caches 1", "proc/sys/vm/drop_caches", "1\n"),
                arguments(shell, "drop-caches 2", "proc/sys/vm/drop_caches", "2\n"),
                arguments(shell, "drop-caches 3", "proc/sys/vm/drop_caches", "3\n"),
                arguments(shell, "compact", "proc/sys/vm/compact_memory", "1\n"),
                arguments(shell, "compact-node 1", "sys/devices/system/node/node1/compact", "1\n")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("writes")
    void eachVerbWritesItsOneValueToItsOneFile(List<String> shell, String verb, String file, String value) throws Exception {
        Map<String, String> expected = contents();
        expected.put(file, value);
        assertEquals(new Ended(0, ""), run(shell, verb.split(" ")));
        assertEquals(expected, contents());
    }

    @ParameterizedTest
    @FieldSource("SHELLS")
    void aRecordedTreeIsNotSynced(List<String> shell) throws Exception {
        Map<String, String> before = contents();
        assertEquals(new Ended(0, ""), run(shell, "sync"));
        assertEquals(before, contents());
    }

    static Stream<Arguments> misuses() {
        List<List<String>> misuses = List.of(
                List.of(), List.of(""), List.of("--help"), List.of("compact; reboot"), List.of("sync", "/"),
                List.of("drop-caches"), List.of("drop-caches", ""), List.of("drop-caches", "4"),
                List.of("drop-caches", "33"), List.of("drop-caches", "3", "3"), List.of("drop-caches", "3\n4"),
                List.of("drop-caches:3"), List.of("compact", "1"), List.of("compact-node"), List.of("compact-node", ""),
                List.of("compact-node", "-1"), List.of("compact-node", "*"), List.of("compact-node", "1/../node0"),
                List.of("serve"), List.of("serve", "none"), List.of("serve", "all", "all"), List.of("serve", "all; reboot"));
        return SHELLS.stream().flatMap(shell -> misuses.stream().map(misuse -> arguments(shell, misuse)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("misuses")
    void anythingElseIsRefusedWithALine(List<String> shell, List<String> misuse) throws Exception {
        Map<String, String> before = contents();
        assertEquals(new Ended(64,
                "memfrag-helper: usage: memfrag-helper sync | drop-caches 0|1|2|3 | compact | compact-node N"
                + " | serve compact|pagecache|all\n"),
                run(shell, misuse.toArray(String[]::new)));
        assertEquals(before, contents());
    }

    @ParameterizedTest
    @FieldSource("SHELLS")
    void aMissingControlIsNamedAndNotMade(List<String> shell) throws Exception {
        Path control = root.resolve("proc/sys/vm/compact_memory");
        Files.delete(control);
        assertEquals(new Ended(66, "memfrag-helper: " + control + ": No such file or directory\n"), run(shell, "compact"));
        assertFalse(Files.exists(control));
    }

    @ParameterizedTest
    @FieldSource("SHELLS")
    void theKernelsOwnErrorIsPassedOn(List<String> shell) throws Exception {
        Path control = root.resolve("proc/sys/vm/drop_caches");
        Files.delete(control);
        Files.createSymbolicLink(control, Path.of("/dev/full"));
        Ended ended = run(shell, "drop-caches", "3");
        Files.delete(control);
        assertEquals(new Ended(74, "memfrag-helper: cannot write 3 to " + control + ": No space left on device\n"), ended);
    }

    @ParameterizedTest
    @FieldSource("SHELLS")
    void aValueThatTheKernelRefusesHasAnExitStatusOfItsOwn(List<String> shell) throws Exception {
        SkippedTests.needsRoot();
        Path control = root.resolve("proc/sys/vm/drop_caches");
        Files.delete(control);
        // Takes 0, 1 and 2.
        Files.createSymbolicLink(control, Path.of("/proc/sys/vm/overcommit_memory"));
        Ended ended = run(shell, "drop-caches", "3");
        Files.delete(control);
        assertEquals(new Ended(65, "memfrag-helper: cannot write 3 to " + control + ": Invalid argument\n"), ended);
    }

    @ParameterizedTest
    @ValueSource(strings = {"memfrag-agents", "./memfrag-agent", "/usr/local/sbin/memfrag-helper"})
    void underAnyOtherNameTheEnvironmentCannotTurnItsWritesElsewhere(String name) throws Exception {
        Path elsewhere = root.resolve("sys/devices/system/node/node99999/compact");
        Files.createDirectories(elsewhere.getParent());
        Files.createFile(elsewhere);
        assertEquals(new Ended(66, "memfrag-helper: /sys/devices/system/node/node99999/compact: No such file or directory\n"),
                run(List.of("sh", "-c", Files.readString(HelperScript.FILE), name, "compact-node", "99999")));
    }

    @Test
    void installedItIgnoresTheEnvironmentToo() throws Exception {
        Path elsewhere = root.resolve("sys/devices/system/node/node99999/compact");
        Files.createDirectories(elsewhere.getParent());
        Files.createFile(elsewhere);
        assertEquals(66, run(List.of(HelperScript.FILE.toString(), "compact-node", "99999")).status());
    }

    @Test
    void shellcheckFindsNothing() throws Exception {
        if (!HelperScript.installed("shellcheck")) {
            SkippedTests.missing("shellcheck", "apt-get install shellcheck");
        }
        Process process = new ProcessBuilder("shellcheck", HelperScript.FILE.toString())
                .redirectErrorStream(true).start();
        String findings = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertAll(() -> assertEquals("", findings), () -> assertEquals(0, process.waitFor()));
    }

    private Ended run(List<String> shell, String... arguments) throws Exception {
        return new HelperScript(root).run(shell, arguments);
    }

    private Ended run(List<String> line) throws Exception {
        return new HelperScript(root).run(line);
    }

    /** Every file of the recorded kernel with its text; what the helper keeps for itself is not of the kernel. */
    private Map<String, String> contents() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            Map<String, String> contents = new TreeMap<>();
            for (Path file : files.filter(Files::isRegularFile).filter(file -> !file.startsWith(root.resolve("run"))).toList()) {
                contents.put(root.relativize(file).toString(), Files.readString(file));
            }
            return contents;
        }
    }
}
