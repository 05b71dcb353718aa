package io.github.memfrag.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.testing.RecordedTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jolokia.shaded.org.json.simple.JSONObject;
import org.jolokia.shaded.org.json.simple.parser.JSONParser;
import org.jolokia.shaded.org.json.simple.parser.ParseException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code drop-caches} and {@code compact} on a recorded tree, whose control files keep what was written. */
class ReliefCommandsTest {
    private final TestTerminal terminal = TestTerminal.plain();
    @TempDir
    private Path tree;

    @BeforeEach
    void copyTree() {
        RecordedTrees.copy("numa-8-nodes", tree);
    }

    @ParameterizedTest
    @CsvSource({
        "drop-caches 1,    proc/sys/vm/drop_caches,                  1",
        "drop-caches 3,    proc/sys/vm/drop_caches,                  3",
        "compact,          proc/sys/vm/compact_memory,               1",
        "compact --node 5, sys/devices/system/node/node5/compact,    1"})
    void writesToTheKernelAndReports(String command, String control, String written) throws IOException {
        assertEquals(0, run(command));
        assertEquals(written, Files.readString(tree.resolve(control)).trim());
        assertTrue(terminal.out().contains("* Node 7 Normal (same)"), terminal::out);
    }

    @Test
    void relievesAnOrderAndFailsWhereItHasNotRecovered() throws IOException {
        fragment();
        assertEquals(1, run("relieve"));
        assertEquals("2", Files.readString(tree.resolve("proc/sys/vm/drop_caches")).trim());
        assertTrue(terminal.out().contains("Order 4 has not recovered after compact_memory, sync, drop_caches 1"), terminal::out);
        assertEquals(12, terminal.err().lines().count(), terminal::err);
    }

    @Test
    void relievesNoFartherThanItIsTold() throws IOException {
        fragment();
        assertEquals(1, run("relieve --max compact --json"));
        assertTrue(terminal.out().contains("\"operation\":\"relieve(4, compact)\""), terminal::out);
        assertEquals(2, terminal.err().lines().count(), terminal::err);
    }

    @Test
    void doesNothingOnAHostThatIsWell() {
        assertEquals(0, run("relieve"));
        assertTrue(terminal.out().contains("Nothing was done: the watched zones are well at order 4"), terminal::out);
        assertEquals("", terminal.err());
    }

    @Test
    void onlyTellsWhatItWouldDo() throws IOException {
        fragment();
        assertEquals(0, run("relieve --dry-run"));
        assertTrue(terminal.out().contains("At most, in this order (by the way 'direct')"), terminal::out);
        assertFalse(Files.exists(tree.resolve("run/memfrag")));
        assertEquals(0, run("relieve --dry-run --json"));
        assertTrue(terminal.out().contains("\"begins\":true"), terminal::out);
    }

    @Test
    void theCooldownHoldsAlsoForTheNextProcessUnlessRootForcesIt() {
        assertEquals(0, run("drop-caches 1"));
        assertEquals(1, run("drop-caches 1"));
        String refusal = terminal.err().lines().reduce((earlier, later) -> later).orElseThrow();
        assertTrue(refusal.matches("memfrag-agent: too soon: caches of this host were dropped at 20\\S+Z, relief.cooldown.drop=1h lasts .*"
                + " more; root may pass --force at the command line"), refusal);
        assertEquals(0, run("drop-caches 1 --force"));
        assertEquals(0, run("compact"));
        assertEquals(1, run("compact --node 5"));
        assertEquals(0, run("compact --node 5 --force"));
    }

    @Test
    void nobodyForcesItOverTheKillSwitch() throws IOException {
        Files.createDirectories(tree.resolve("etc/memfrag"));
        Files.createFile(tree.resolve("etc/memfrag/relief-off"));
        assertEquals(1, run("compact --force"));
        assertTrue(terminal.err().startsWith("memfrag-agent: reliefs are switched off on this host by "), terminal::err);
    }

    @Test
    void theAgentsConfigurationFileHoldsHereToo() throws IOException {
        Path file = tree.resolve("memfrag.properties");
        Files.writeString(file, "relief.max=compact\nrelief.cooldown.compact=0s\nport=8799\n");
        assertEquals(0, run("compact --config " + file));
        assertEquals(0, run("compact --config " + file));
        assertEquals(1, run("drop-caches 1 --config " + file));
        assertTrue(terminal.err().contains("relief.max=compact does not allow dropCaches(1)"), terminal::err);
        Files.writeString(file, "relief.max=some\n");
        assertEquals(2, run("relieve --config " + file));
        assertTrue(terminal.err().contains("relief.max=some is not allowed"), terminal::err);
    }

    @Test
    void aReliefIsOnRecordWhereTheConfigurationSaysSo(@TempDir Path state) throws IOException {
        Path file = tree.resolve("memfrag.properties");
        Files.writeString(file, "state.dir=" + state + "\n");
        assertEquals(0, run("compact --config " + file));
        assertEquals(0, run("relieve --config " + file + " --dry-run"));
        List<String> records = Files.readAllLines(state.resolve("reliefs.jsonl"));
        assertEquals(1, records.size());
        assertTrue(records.get(0).contains("command line"), records::toString);
    }

    @Test
    void saysEachStepOnALineOfItsOwnWhereNoLineCanBeWrittenOver() {
        run("drop-caches 2");
        assertEquals(List.of("memfrag-agent: sync …", "memfrag-agent: sync: N s", "memfrag-agent: drop_caches 2 …",
                "memfrag-agent: drop_caches 2: N s"), terminal.err().replaceAll("\\d+\\.\\d s", "N s").lines().toList());
    }

    @Test
    void printsTheReportAsJson() throws ParseException {
        assertEquals(0, run("compact --json"));
        JSONObject report = (JSONObject) new JSONParser().parse(terminal.out());
        assertEquals("compactMemory()", report.get("operation"));
        assertTrue(report.get("requestedBy").toString().startsWith("command line, user "), report.toString());
        assertEquals(true, report.get("succeeded"));
        assertEquals(10, ((List<?>) report.get("zones")).size());
        assertEquals(1, terminal.out().lines().count());
    }

    @Test
    void refusesANodeThatIsNotThere() {
        assertEquals(2, run("compact --node 8"));
        assertTrue(terminal.err().contains("there is no node 8 here"), terminal::err);
        assertEquals("", terminal.out());
    }

    @ParameterizedTest
    @CsvSource({"drop-caches 3, drop_caches", "compact, compact_memory"})
    void failsWithTheReasonWhereTheKernelCannot(String command, String control) throws IOException {
        Files.delete(tree.resolve("proc/sys/vm").resolve(control));
        assertEquals(1, run(command));
        assertTrue(terminal.err().startsWith("memfrag-agent: there is no " + tree.resolve("proc/sys/vm").resolve(control)), terminal::err);
        assertEquals("", terminal.out());
    }

    @Test
    void failsWhereTheKernelRefusesTheWrite() throws IOException {
        Path control = tree.resolve("proc/sys/vm/compact_memory");
        Files.delete(control);
        Files.createSymbolicLink(control, Path.of("/dev/full"));
        assertEquals(1, run("compact"));
        assertTrue(terminal.out().contains("compact_memory: cannot write 1"), terminal::out);
        Files.delete(control);
    }

    /** Nothing but single pages on the first node. */
    private void fragment() throws IOException {
        Path buddyInfo = tree.resolve("proc/buddyinfo");
        Files.writeString(buddyInfo, Files.readString(buddyInfo).replaceAll("(?m)^(Node 0, zone +Normal).*", "$1 100000 0 0 0 0 0 0 0 0 0 0"));
    }

    private int run(String line) {
        List<String> words = new ArrayList<>(List.of(line.split(" ")));
        words.addAll(List.of("--kernel-root", tree.toString()));
        return new CommandLine(CommandLine.COMMANDS, terminal.terminal()).run(words.toArray(String[]::new));
    }
}
