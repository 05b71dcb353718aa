package io.github.memfrag.kernel.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowedFileTest {
    private final List<String> lines = new ArrayList<>();
    private Path file;

    @TempDir
    private Path directory;

    @Test
    void readsWhatIsThereAndThenWhatIsAdded() throws IOException {
        try (FollowedFile followed = follow("one\ntwo\n")) {
            read(followed, "one", "two");
            append("three\n");
            read(followed, "three");
            read(followed);
        }
    }

    @Test
    void waitsForTheEndOfATornLine() throws IOException {
        try (FollowedFile followed = follow("one\ntw")) {
            read(followed, "one");
            append("o");
            read(followed);
            append("\nthree\n");
            read(followed, "two", "three");
        }
    }

    @Test
    void readsUtf8() throws IOException {
        try (FollowedFile followed = follow("m\u00fcller\n")) {
            read(followed, "müller");
        }
    }

    @Test
    void leavesOutTheLineThatTheBacklogBeginsIn() throws IOException {
        file = Files.writeString(directory.resolve("log"), "old and long\nyounger\nyoungest\n");
        try (FollowedFile followed = new FollowedFile(file, "and long\nyounger\nyoungest\n".length())) {
            read(followed, "younger", "youngest");
        }
    }

    @Test
    void goesOnInTheNewFileAfterARenameHoweverLongItIs() throws IOException {
        for (String first : List.of("x\n", "much longer than the old file ever was\n")) {
            lines.clear();
            try (FollowedFile followed = follow("one\n")) {
                read(followed, "one");
                rename();
                Files.writeString(file, first);
                read(followed);
                read(followed, first.strip());
                append("after\n");
                read(followed, "after");
            }
        }
    }

    @Test
    void staysWithTheOldFileUntilThereIsANewOne() throws IOException {
        try (FollowedFile followed = follow("one\n")) {
            read(followed, "one");
            Path old = rename();
            read(followed);
            Files.writeString(old, "late\n", StandardOpenOption.APPEND);
            read(followed, "late");
            Files.writeString(file, "new\n");
            read(followed);
            read(followed, "new");
        }
    }

    @Test
    void readsWhatTheLoggerWroteToTheOldFileBeforeItWasTold() throws IOException {
        try (FollowedFile followed = follow("one\n")) {
            read(followed, "one");
            Path old = rename();
            Files.writeString(file, "");
            read(followed);
            Files.writeString(old, "late\n", StandardOpenOption.APPEND);
            append("new\n");
            read(followed, "late", "new");
        }
    }

    @Test
    void survivesANewFileThatGoesAgain() throws IOException {
        try (FollowedFile followed = follow("one\n")) {
            read(followed, "one");
            rename();
            Files.writeString(file, "lost\n");
            read(followed);
            Files.delete(file);
            read(followed);
            Files.writeString(file, "new\n");
            read(followed, "new");
        }
    }

    @Test
    void beginsAnewAfterATruncation() throws IOException {
        try (FollowedFile followed = follow("one\ntwo\ntorn")) {
            read(followed, "one", "two");
            Files.writeString(file, "", StandardOpenOption.TRUNCATE_EXISTING);
            append("new\n");
            read(followed, "new");
        }
    }

    /** commons-io's Tailer reads the whole file again. */
    @Test
    void readsNothingTwiceWhenTheFileIsTouched() throws IOException {
        try (FollowedFile followed = follow("one\n")) {
            read(followed, "one");
            Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis() + 60_000));
            read(followed);
        }
    }

    @Test
    void keepsNoMoreThanAPieceOfALineWithoutEnd() throws IOException {
        try (FollowedFile followed = follow("x".repeat(1 << 20) + "\nshort\n")) {
            followed.read(lines::add);

            assertEquals(2, lines.size());
            assertEquals(16 * 1024, lines.get(0).length());
            assertEquals("short", lines.get(1));
        }
    }

    @Test
    void refusesWhatIsNotThereOrNoFile() throws Exception {
        assertThrows(NoSuchFileException.class, () -> new FollowedFile(directory.resolve("none"), 1000));
        assertEquals("not a regular file",
                assertThrows(IOException.class, () -> new FollowedFile(directory, 1000)).getMessage());
    }

    /** Opening a pipe would wait for somebody who writes to it. */
    @Test
    void doesNotWaitForTheWriterOfAPipe() throws Exception {
        Path pipe = directory.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());

        assertTimeoutPreemptively(Duration.ofSeconds(30),
                () -> assertThrows(IOException.class, () -> new FollowedFile(pipe, 1000)));
    }

    private FollowedFile follow(String text) throws IOException {
        file = Files.writeString(directory.resolve("log"), text);
        return new FollowedFile(file, 8 << 20);
    }

    private void append(String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }

    private Path rename() throws IOException {
        return Files.move(file, directory.resolve("log.1"), StandardCopyOption.REPLACE_EXISTING);
    }

    private void read(FollowedFile followed, String... expected) throws IOException {
        lines.clear();
        followed.read(lines::add);

        assertEquals(List.of(expected), lines);
    }
}
