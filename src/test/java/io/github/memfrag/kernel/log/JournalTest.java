package io.github.memfrag.kernel.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What journalctl says in these tests was recorded; see ORIGIN. A shell says it in its place. */
@Timeout(120)
class JournalTest {
    private static final Path RECORDED = Path.of("src/test/resources/kernel-log").toAbsolutePath();
    private static final long SILENCE_MILLIS = 60_000;

    @TempDir
    private Path directory;

    @Test
    void readsEveryLineOfTheKernelWithItsTime() throws Exception {
        try (Following following = follow("cat " + RECORDED.resolve("journalctl-short-unix.txt") + "; exec sleep 600", SILENCE_MILLIS)) {
            following.awaitRecords(5);

            assertEquals(List.of("journal"), following.opened);
            assertEquals("mfjrnl: page allocation failure: order:4, mode:0xdc0(GFP_KERNEL|__GFP_ZERO), nodemask=(null)",
                    following.messages().get(4));
            assertEquals(Instant.parse("2026-11-23T07:05:46.669Z"), Instant.ofEpochMilli(following.records.get(4).epochMillis()));
        }
    }

    @Test
    void endsItsChildWhenInterrupted() throws Exception {
        Path pid = directory.resolve("pid");
        Following following = follow("echo $$ > " + pid + "; echo '1438721895.683658 host kernel: text'; exec sleep 600", SILENCE_MILLIS);
        following.awaitRecords(1);
        long child = Long.parseLong(Files.readString(pid).strip());
        assertTrue(ProcessHandle.of(child).isPresent());

        following.interrupt();
        following.await("end of the child", () -> ProcessHandle.of(child).isEmpty());
    }

    @Test
    void takesNoJournalctlForNoJournal() throws Exception {
        Exception end = new Following(new Journal(List.of("/nowhere/journalctl"), SILENCE_MILLIS)).awaitEnd();

        assertInstanceOf(IOException.class, end);
        assertTrue(end.getMessage().contains("No such file"), end.getMessage());
    }

    @Test
    void tellsWhatJournalctlSaysWhenItRefuses() throws Exception {
        Following following = follow("cat " + RECORDED.resolve("journalctl-not-permitted.txt") + " >&2; exit 1", SILENCE_MILLIS);

        assertTrue(following.awaitEnd().getMessage().contains("insufficient permissions"), following.awaitEnd().getMessage());
        assertEquals(List.of(), following.opened);
    }

    /** It then follows for ever what has nothing to show: counted as read, that would make 0 failures of not knowing. */
    @Test
    void takesAComplaintWithoutAnyMessageForRefusal() throws Exception {
        Following following = follow("echo 'No journal files were found.' >&2; exec sleep 600", 100);

        assertEquals("No journal files were found.", following.awaitEnd().getMessage());
        assertEquals(List.of(), following.opened);
    }

    @Test
    void goesByTheMessagesWhereThereAreBoth() throws Exception {
        try (Following following = follow("echo 'Journal file system.journal is truncated, ignoring file.' >&2;"
                + " echo '1438721895.683658 host kernel: text'; exec sleep 600", 100)) {
            following.awaitRecords(1);

            assertEquals(List.of("journal"), following.opened);
        }
    }

    @Test
    void readsASilentJournalThatDoesNotComplain() throws Exception {
        try (Following following = follow("echo '-- Journal begins at Mon 2026-11-23 07:00:00 UTC. --'; exec sleep 600", 100)) {
            following.await("opening", () -> !following.opened.isEmpty());

            assertEquals(List.of(), following.messages());
        }
    }

    @Test
    void saysThatJournalctlEnded() throws Exception {
        Following following = follow("echo '1438721895.683658 host kernel: text'; exit 3", SILENCE_MILLIS);

        assertEquals("journalctl ended with status 3", following.awaitEnd().getMessage());
        assertEquals(List.of("text"), following.messages());
    }

    /** Its pipe holds 64 KiB: nothing of a burst may be lost, nor wait for the next look. */
    @Test
    void readsABurst() throws Exception {
        try (Following following = follow("yes '1438721895.683658 host kernel: java: page allocation failure: order:4, mode:0xd0'"
                + " | head -100000; exec sleep 600", SILENCE_MILLIS)) {
            following.awaitRecords(100_000);

            assertFalse(following.messages().stream().anyMatch(message -> !message.startsWith("java: page")));
        }
    }

    private Following follow(String script, long silenceMillis) throws IOException {
        Path journalctl = Files.writeString(directory.resolve("journalctl"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(journalctl, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new Following(new Journal(List.of(journalctl.toString()), silenceMillis));
    }
}
