package io.github.memfrag.kernel.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LogFileTest {
    private static final Instant BOOT = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(10, ChronoUnit.DAYS);
    private static final DateTimeFormatter RFC3164 = DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ENGLISH);

    /** Names a failure, and is not as a log daemon writes it. */
    private static final String NO_LINE = "java: page allocation failure: order:4, mode:0xd0";

    private final PrintkClock clock = PrintkClock.of(name -> "btime " + BOOT.getEpochSecond() + "\n");

    @TempDir
    private Path directory;

    @Test
    void readsOfWhatIsThereOnlyWhatCameSinceTheBoot() throws Exception {
        Path file = write(
                stamped(BOOT.minusSeconds(60)) + "host kernel: before",
                stamped(BOOT.plusSeconds(60)) + "host kernel: since",
                BOOT.minusSeconds(60) + " host kernel: ISO before",
                BOOT.plusSeconds(120) + " host kernel: ISO since",
                "[  180.000000] bare",
                "no time kernel: text");
        try (Following following = new Following(new LogFile("/var/log/test", file, clock))) {
            following.awaitRecords(3);

            assertEquals(List.of("since", "ISO since", "bare"), following.messages());
            assertEquals(List.of(BOOT.plusSeconds(60), BOOT.plusSeconds(120), BOOT.plusSeconds(180)),
                    following.records.stream().map(record -> Instant.ofEpochMilli(record.epochMillis())).toList());
            assertEquals(List.of("/var/log/test"), following.opened);
        }
    }

    @Test
    void readsNothingOfWhatIsThereWhenNobodyKnowsWhenTheHostBooted() throws Exception {
        Path file = write(stamped(Instant.now()) + "host kernel: old", "[  180.000000] old", NO_LINE);
        PrintkClock unknown = PrintkClock.of(name -> {
            throw new FileNotFoundException(name);
        });
        try (Following following = new Following(new LogFile("test", file, unknown))) {
            awaitFirstLook(following);
            append(file, stamped(Instant.now()) + "host kernel: new");
            following.awaitRecords(1);

            assertEquals(List.of("new"), following.messages());
        }
    }

    /** The log daemon's zone need not be this JVM's, which -Duser.timezone may have changed. */
    @Test
    void believesTheClockRatherThanANewLineWhoseTimeNamesNoZone() throws Exception {
        Path file = write(NO_LINE);
        try (Following following = new Following(new LogFile("test", file, clock))) {
            awaitFirstLook(following);
            long before = System.currentTimeMillis();
            append(file, stamped(Instant.now().minus(5, ChronoUnit.HOURS)) + "host kernel: local",
                    Instant.ofEpochMilli(before).minusSeconds(3600) + " host kernel: zoned",
                    Instant.ofEpochMilli(before).plusSeconds(3600) + " host kernel: future");
            following.awaitRecords(3);

            long after = System.currentTimeMillis();
            assertTrue(following.records.get(0).epochMillis() >= before && following.records.get(0).epochMillis() <= after);
            assertEquals(before - 3_600_000, following.records.get(1).epochMillis());
            assertTrue(following.records.get(2).epochMillis() <= after);
        }
    }

    @Test
    void goesOnAfterARotation() throws Exception {
        Path file = write(stamped(Instant.now()) + "host kernel: one");
        try (Following following = new Following(new LogFile("test", file, clock))) {
            following.awaitRecords(1);
            Files.move(file, directory.resolve("log.1"));
            write(stamped(Instant.now()) + "host kernel: two, a line longer than all that was in the old file together");
            following.awaitRecords(2);

            assertTrue(following.messages().get(1).startsWith("two"));
        }
    }

    @Test
    void leavesOutOtherProgramsAndCountsFailuresInALineThatIsNone() throws Exception {
        Path file = write(
                stamped(Instant.now()) + "host java[77]: hello",
                NO_LINE,
                "\u0000\u0001\ufffd garbage",
                stamped(Instant.now()) + "host kernel: last");
        try (Following following = new Following(new LogFile("test", file, clock))) {
            following.awaitRecords(1);

            assertEquals(List.of("last"), following.messages());
            assertEquals(1, following.malformed.get());
        }
    }

    @Test
    void endsWhenInterrupted() throws Exception {
        Following following = new Following(new LogFile("test", write(), clock));
        following.await("opening", () -> !following.opened.isEmpty());

        following.interrupt();
    }

    @Test
    void cannotReadAFileThatIsNotThere() throws Exception {
        Following following = new Following(new LogFile("test", directory.resolve("none"), clock));

        assertInstanceOf(NoSuchFileException.class, following.awaitEnd());
        assertEquals(List.of(), following.opened);
    }

    private static void awaitFirstLook(Following following) throws InterruptedException {
        following.await("first look", () -> following.malformed.get() == 1);
    }

    private static String stamped(Instant time) {
        return RFC3164.format(ZonedDateTime.ofInstant(time, ZoneId.systemDefault())) + " ";
    }

    private Path write(String... lines) throws IOException {
        return Files.write(directory.resolve("log"), List.of(lines));
    }

    private static void append(Path file, String... lines) throws IOException {
        Files.write(file, List.of(lines), StandardOpenOption.APPEND);
    }
}
