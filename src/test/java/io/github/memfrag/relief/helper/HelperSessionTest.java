package io.github.memfrag.relief.helper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.memfrag.relief.TestHost;
import io.github.memfrag.relief.helper.HelperScript.Ended;
import io.github.memfrag.relief.helper.HelperScript.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code memfrag-helper serve}: a line, an answer; the ceiling, the kill switch, and the records that cooldowns go by. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = ThreadMode.SEPARATE_THREAD)
class HelperSessionTest {
    private static final List<List<String>> SHELLS = HelperScript.SHELLS;
    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

    @TempDir
    private Path root;
    private HelperScript script;

    @BeforeEach
    void recordATree() throws IOException {
        TestHost.withFreeBlocks(1).node(1, 1).record(root);
        Files.writeString(root.resolve("proc/vmstat"), "nr_free_pages 7\ndrop_pagecache 3\ndrop_slab 2\nunevictable_pgs 0\n");
        script = new HelperScript(root);
    }

    @ParameterizedTest
    @FieldSource("SHELLS")
    void answersEachVerbWithOneLineAndEndsWithItsInput(List<String> shell) throws Exception {
        try (Session session = script.serve(shell, "all")) {
            assertEquals("0", session.ask("sync"));
            assertEquals("0", session.ask("drop-caches 1"));
            assertEquals("0", session.ask("compact-node 1"));
            assertEquals("66 " + root.resolve("sys/devices/system/node/node7/compact") + ": No such file or directory",
                    session.ask("compact-node 7"));
            assertEquals("0", session.ask("compact"));
            session.close();
            assertNull(session.answer());
            assertEquals(new Ended(0, ""), HelperScript.end(session.process()));
        }
        assertEquals("1\n", written("proc/sys/vm/drop_caches"));
        assertEquals("1\n", written("sys/devices/system/node/node1/compact"));
        assertEquals("1\n", written("proc/sys/vm/compact_memory"));
    }

    static Stream<Arguments> ceilings() {
        List<String> verbs = List.of("compact", "compact-node 0", "sync", "drop-caches 0", "drop-caches 1", "drop-caches 2", "drop-caches 3");
        return SHELLS.stream().flatMap(shell -> Stream.of(
                arguments(shell, "compact", verbs.subList(0, 2), verbs.subList(2, 7)),
                arguments(shell, "pagecache", verbs.subList(0, 5), verbs.subList(5, 7)),
                arguments(shell, "all", verbs, List.of())));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("ceilings")
    void nothingBeyondTheCeilingIsDone(List<String> shell, String ceiling, List<String> within, List<String> beyond) throws Exception {
        try (Session session = script.serve(shell, ceiling)) {
            for (String verb : beyond) {
                assertEquals("77 " + verb + " is beyond the ceiling of this session", session.ask(verb));
            }
            assertEquals("", written("proc/sys/vm/drop_caches"));
            for (String verb : within) {
                assertEquals("0", session.ask(verb), verb);
            }
        }
    }

    static Stream<Arguments> junk() {
        return SHELLS.stream().flatMap(shell -> Stream.of("", " ", "help", "serve all", "exit 0", "compact ", " compact", "compact\t",
                "compact; touch PWNED", "$(touch PWNED)", "`touch PWNED`", "drop-caches $(touch PWNED)", "compact-node 0/../1",
                "compact-node 1; touch PWNED", "drop-caches", "drop-caches 33", "drop-caches 3 3", "drop-caches 4", "DROP-CACHES 3", "*",
                "-n", "\\", "'", "compact\\", "\u0000\u0001\u00ff", "x".repeat(70_000)).map(junk -> arguments(shell, junk)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("junk")
    void anyOtherLineIsAnsweredAndNeverExecuted(List<String> shell, String junk) throws Exception {
        Path pwned = root.resolve("pwned");
        try (Session session = script.serve(shell, "all")) {
            String answer = session.ask(junk.replace("PWNED", pwned.toString()));
            assertTrue(answer.startsWith("64 usage: memfrag-helper sync | "), answer);
            assertEquals("0", session.ask("compact-node 0"));
        }
        assertFalse(Files.exists(pwned));
        assertEquals("", written("proc/sys/vm/drop_caches") + written("proc/sys/vm/compact_memory"));
    }

    @ParameterizedTest
    @FieldSource("SHELLS")
    void halfALineIsNotObeyed(List<String> shell) throws Exception {
        try (Session session = script.serve(shell, "all")) {
            session.say("drop-caches 3");
            session.close();
            assertNull(session.answer());
        }
        assertEquals("", written("proc/sys/vm/drop_caches"));
    }

    @ParameterizedTest
    @FieldSource("SHELLS")
    void theKillSwitchStopsASessionThatRunsAndAnyThatWouldBegin(List<String> shell) throws Exception {
        Path off = root.resolve("etc/memfrag/relief-off");
        try (Session session = script.serve(shell, "all")) {
            switchOff();
            assertEquals("69 reliefs are switched off by " + off, session.ask("drop-caches 3"));
            Ended refused = new Ended(69, "memfrag-helper: reliefs are switched off by " + off + "\n");
            assertEquals(refused, script.run(shell, "serve", "compact"));
            assertEquals(refused, script.run(shell, "compact"));
            Files.delete(off);
            assertEquals("0", session.ask("compact"));
        }
        assertEquals("", written("proc/sys/vm/drop_caches"));
    }

    @ParameterizedTest
    @FieldSource("SHELLS")
    void aKillSwitchIsOneWhateverItIsMadeOf(List<String> shell) throws Exception {
        Files.createDirectories(root.resolve("etc/memfrag"));
        Files.createSymbolicLink(root.resolve("etc/memfrag/relief-off"), Path.of("/nowhere"));
        assertEquals(69, script.run(shell, "compact").status());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"drop-caches 1, last-drop", "drop-caches 3, last-drop", "compact, last-compact", "compact-node 1, last-compact"})
    void whatWasDoneIsOnRecordSinceThen(String verb, String record) throws Exception {
        Path file = root.resolve("run/memfrag").resolve(record);
        for (List<String> shell : SHELLS) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, "");
            Files.setLastModifiedTime(file, LONG_AGO);
            try (Session session = script.serve(shell, "all")) {
                assertEquals("0", session.ask(verb));
            }
            assertTrue(Files.getLastModifiedTime(file).compareTo(LONG_AGO) > 0);
            if (record.equals("last-drop")) {
                assertEquals("drop_pagecache 3\ndrop_slab 2\n", Files.readString(file));
            } else {
                assertFalse(Files.readString(file).isBlank());
            }
        }
    }

    @ParameterizedTest
    @FieldSource("SHELLS")
    void whatWasNotDoneIsNotOnRecord(List<String> shell) throws Exception {
        Files.delete(root.resolve("proc/sys/vm/compact_memory"));
        try (Session session = script.serve(shell, "all")) {
            assertEquals("0", session.ask("drop-caches 0"));
            assertTrue(session.ask("compact").startsWith("66 "));
            assertEquals("0", session.ask("sync"));
        }
        assertFalse(Files.exists(root.resolve("run/memfrag/last-drop")));
        assertFalse(Files.exists(root.resolve("run/memfrag/last-compact")));
    }

    @ParameterizedTest(name = "on record: {0}")
    @CsvSource(delimiter = '|', value = {
            "fewer drops than the kernel counts | drop_pagecache 3\\ndrop_slab 1\\n | true",
            "as many                            | drop_pagecache 3\\ndrop_slab 2\\n | false",
            "more, of before a reboot           | drop_pagecache 9\\ndrop_slab 9\\n | false",
            "none counted by an old kernel      | Mon Nov 2 10:00:00 UTC 2026\\n    | false",
            "none                               | ''                              | false"})
    void dropsByHandAreOnRecordFromTheNextSessionOn(String what, String recorded, boolean noted) throws Exception {
        Path file = Files.createDirectories(root.resolve("run/memfrag")).resolve("last-drop");
        for (List<String> shell : SHELLS) {
            Files.writeString(file, recorded.replace("\\n", "\n"));
            Files.setLastModifiedTime(file, LONG_AGO);
            script.serve(shell, "compact").close();
            assertEquals(noted, Files.getLastModifiedTime(file).compareTo(LONG_AGO) > 0, shell::toString);
            assertEquals(noted ? "drop_pagecache 3\ndrop_slab 2\n" : recorded.replace("\\n", "\n"), Files.readString(file));
        }
    }

    @ParameterizedTest
    @FieldSource("SHELLS")
    void aNamedPipeInThePlaceOfARecordHoldsNobody(List<String> shell) throws Exception {
        Path folder = Files.createDirectories(root.resolve("run/memfrag"));
        assertEquals(0, new ProcessBuilder("mkfifo", folder + "/last-drop", folder + "/last-compact").start().waitFor());
        try (Session session = script.serve(shell, "all")) {
            assertEquals(List.of("0", "0"), List.of(session.ask("drop-caches 1"), session.ask("compact")));
        }
    }

    private void switchOff() throws IOException {
        Files.createDirectories(root.resolve("etc/memfrag"));
        Files.createFile(root.resolve("etc/memfrag/relief-off"));
    }

    private String written(String control) throws IOException {
        return Files.readString(root.resolve(control));
    }
}
