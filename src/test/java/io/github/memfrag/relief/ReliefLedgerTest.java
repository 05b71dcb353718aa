package io.github.memfrag.relief;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.fragmentation.WatchedZones;
import io.github.memfrag.kernel.KernelReader;
import io.github.memfrag.kernel.KernelTree;
import io.github.memfrag.relief.helper.ReliefStep;
import io.github.memfrag.sampling.Snapshots;
import io.github.memfrag.testing.SkippedTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReliefLedgerTest {
    @TempDir
    Path root;
    @TempDir
    Path directory;

    private final List<String> log = new ArrayList<>();
    private Relief relief;

    @BeforeEach
    void recordATree() throws IOException {
        TestHost.withFreeBlocks(64, 0, 0, 0, 0).record(root);
        relief = relief();
    }

    @Test
    void whatIsOnRecordIsWhatWasReportedButForTheEvidence() throws IOException {
        relief.addListener(ledger());
        ReliefReport drop = relief.run(ReliefOperation.dropCaches(3), "HTTP, user alice \"the\nfirst\"");
        ReliefReport ladder = relief.run(ReliefOperation.relieve(4, "compact"), "autopilot");

        List<ReliefReport> onRecord = ledger().reports();

        assertEquals(2, onRecord.size());
        assertSame(drop, onRecord.get(0));
        assertSame(ladder, onRecord.get(1));
        assertEquals(List.of(), log);
    }

    @Test
    void notesAreOnRecordToo() {
        relief.addListener(ledger());
        relief.note(ReliefOperation.relieve(9), "autopilot", ReliefOutcome.HELD_BACK, "Held back.");
        assertEquals(ReliefOutcome.HELD_BACK, ledger().reports().get(0).outcome());
    }

    @Test
    void anotherJvmGoesOnWithTheIdsAndShowsTheReports() throws IOException {
        relief.addListener(ledger());
        relief.run(ReliefOperation.dropCaches(1), "test");

        Relief restarted = relief();
        restarted.remember(ledger().reports());
        assertEquals("dropCaches(1)", restarted.lastReport().orElseThrow().operation().name());
        assertEquals(2, restarted.run(ReliefOperation.compactMemory(), "test").id());
    }

    @Test
    void halfALineOfACrashSpoilsNeitherWhatWasBeforeNorWhatComesAfter() throws IOException {
        relief.addListener(ledger());
        relief.run(ReliefOperation.dropCaches(1), "test");
        write("{\"id\":2,\"operation\":\"relie");
        relief.note(ReliefOperation.relieve(4), "autopilot", ReliefOutcome.OBSERVED, "Would have.");

        assertEquals(List.of(ReliefOutcome.DONE, ReliefOutcome.OBSERVED), ledger().reports().stream().map(ReliefReport::outcome).toList());
    }

    @Test
    void linesThatAreNoneOfOursArePassedOver() throws IOException {
        write("\n[]\nnull\n42\n{}\n{\"id\":\"1\"}\n" + LedgerLine.of(relief.run(ReliefOperation.dropCaches(1), "test"))
                .replace("dropCaches(1)", "reboot(1)") + "\n\u0000\n");
        assertEquals(List.of(), ledger().reports());
    }

    @Test
    void aFullFileMakesRoomForAnotherAndBothAreRead() {
        relief.addListener(new ReliefLedger(directory, 600, log::add));
        for (int i = 0; i < 5; i++) {
            relief.note(ReliefOperation.relieve(i), "autopilot", ReliefOutcome.OBSERVED, "x".repeat(200));
        }
        List<Long> ids = ledger().reports().stream().map(ReliefReport::id).toList();
        assertEquals(5L, ids.get(ids.size() - 1));
        assertEquals(ids.size(), ids.get(ids.size() - 1) - ids.get(0) + 1, "none is missing in between: " + ids);
        assertTrue(Files.exists(directory.resolve("reliefs.jsonl.1")));
    }

    @Test
    void aDirectoryThatIsGoneIsSaidOnceAndTheReliefGoesOn() throws IOException {
        Path gone = Files.createDirectory(directory.resolve("gone"));
        relief.addListener(ReliefLedger.in(gone, log::add).orElseThrow());
        Files.delete(gone);
        assertTrue(relief.run(ReliefOperation.dropCaches(1), "test").succeeded());
        assertTrue(relief.run(ReliefOperation.compactMemory(), "test").succeeded());
        assertEquals(1, log.size(), log.toString());
        assertTrue(log.get(0).startsWith("cannot write to " + gone.resolve("reliefs.jsonl") + " ("), log.get(0));
    }

    @Test
    void aLinkInPlaceOfTheFileIsNotFollowed() throws IOException {
        Path elsewhere = Files.writeString(root.resolve("elsewhere"), "");
        Files.createSymbolicLink(directory.resolve("reliefs.jsonl"), elsewhere);
        relief.addListener(ledger());
        relief.run(ReliefOperation.dropCaches(1), "test");
        assertEquals("", Files.readString(elsewhere));
        assertEquals(1, log.size(), log.toString());
    }

    @Test
    void aDirectoryThatIsMissingIsNamed() {
        assertEquals(Optional.empty(), ReliefLedger.in(directory.resolve("none"), log::add));
        assertEquals(List.of("state.dir=" + directory.resolve("none") + " is no directory: make it, and give it to the user that this JVM"
                + " runs as; the records of reliefs will not outlive this JVM"), log);
    }

    @Test
    void aDirectoryThatEverybodyMayWriteIsNotTrusted() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertFalse(ReliefLedger.in(directory, log::add).isPresent());
        assertEquals(List.of("state.dir=" + directory + " can be written by everybody: chmod o-w " + directory
                + "; the records of reliefs will not outlive this JVM"), log);
    }

    @Test
    void aDirectoryOfAnotherUserIsNotTrusted() throws IOException {
        SkippedTests.needsRoot();
        Files.setAttribute(directory, "unix:uid", 65534);
        assertFalse(ReliefLedger.in(directory, log::add).isPresent());
        assertTrue(log.get(0).contains(" belongs to uid 65534, not to the user that this JVM runs as (uid 0)"), log.get(0));
    }

    private static void assertSame(ReliefReport expected, ReliefReport actual) {
        assertAll(
                () -> assertEquals(expected.id(), actual.id()),
                () -> assertEquals(expected.operation().name(), actual.operation().name()),
                () -> assertEquals(expected.requestedBy(), actual.requestedBy()),
                () -> assertEquals(expected.way(), actual.way()),
                () -> assertEquals(expected.startEpochMillis(), actual.startEpochMillis()),
                () -> assertEquals(expected.durationMillis(), actual.durationMillis()),
                () -> assertEquals(expected.outcome(), actual.outcome()),
                () -> assertEquals(expected.recovered(), actual.recovered()),
                () -> assertEquals(expected.conclusion(), actual.conclusion()),
                () -> assertEquals(expected.previousCureMillis(), actual.previousCureMillis()),
                () -> assertEquals(expected.steps().stream().map(ReliefStep::name).toList(),
                        actual.steps().stream().map(ReliefStep::name).toList()),
                () -> assertEquals(Optional.empty(), actual.effect()));
    }

    private ReliefLedger ledger() {
        return ReliefLedger.in(directory, log::add).orElseThrow();
    }

    private Relief relief() {
        KernelTree tree = KernelTree.recorded(root);
        return new Relief(tree, new Snapshots(new KernelReader(tree), WatchedZones.automatic()),
                ReliefSettings.defaults().withoutCooldowns(), OptionalLong.of(4096));
    }

    private void write(String text) throws IOException {
        Files.write(directory.resolve("reliefs.jsonl"), text.getBytes(UTF_8), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
