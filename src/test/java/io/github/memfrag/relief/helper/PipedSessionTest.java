package io.github.memfrag.relief.helper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.relief.helper.ReliefStep.Outcome;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The talk with a child that serves, be it well-behaved, slow, or dying. */
@Timeout(60)
class PipedSessionTest {
    private static final Duration LIMIT = Duration.ofSeconds(50);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final HelperCommand COMMAND = HelperCommand.compactNode(1);

    @TempDir
    private Path directory;

    @Test
    void requestsAreLinesAndSoAreAnswers() throws IOException {
        try (HelperSession session = session("while read -r line; do echo \"74 heard $line\"; done")) {
            assertEquals("heard drop-caches 3", session.take(HelperCommand.dropCaches(3), LIMIT).message());
            assertEquals("heard compact", session.take(HelperCommand.COMPACT, LIMIT).message());
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {
        "0                           | DONE      | ''",
        "0 needless words            | DONE      | ''",
        "65 cannot write 3           | FAILED    | cannot write 3",
        "75 not finished after 60 s  | TIMED_OUT | not finished after 60 s",
        "77 beyond the ceiling       | FAILED    | beyond the ceiling",
        "what                        | FAILED    | not an answer: what"})
    void anAnswerIsAStatusAndASentence(String answer, Outcome outcome, String message) throws IOException {
        try (HelperSession session = session("read -r line; echo '" + answer + "'")) {
            ReliefStep step = session.take(COMMAND, LIMIT);
            assertEquals(List.of("node1/compact", outcome, message), List.of(step.name(), step.outcome(), step.message()));
        }
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(75, IllegalStateException.class, "one relief at a time: no"),
                Arguments.of(69, IllegalStateException.class, "no"),
                Arguments.of(66, UnsupportedOperationException.class, "no"),
                Arguments.of(73, SecurityException.class, "no"),
                Arguments.of(77, SecurityException.class, "no"),
                Arguments.of(74, IOException.class, "memfrag-helper could not begin: no"),
                Arguments.of(1, IOException.class, "memfrag-helper could not begin: no"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void whoCannotBeginSaysWhy(int status, Class<? extends Exception> type, String message) {
        Exception refusal = assertThrows(Exception.class, () -> begin("echo 'memfrag-helper: no' >&2; exit " + status));
        assertEquals(List.of(type, message), List.of(refusal.getClass(), refusal.getMessage()));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', value = {
        "echo 'memfrag-helper: gone' >&2; exit 66 | gone",
        "echo 'sh: out of memory' >&2; exit 2     | sh: out of memory",
        "exit 0                                   | ended with exit status 0",
        "exit 3                                   | ended with exit status 3",
        "kill -9 $$                               | ended by signal 9"})
    void aChildThatEndsInsteadOfAnsweringIsReportedByItsLastWords(String end, String message) throws IOException {
        try (HelperSession session = session("read -r line; " + end)) {
            for (int request = 0; request < 2; request++) {
                ReliefStep step = session.take(COMMAND, LIMIT);
                assertEquals(List.of(Outcome.FAILED, message), List.of(step.outcome(), step.message()));
            }
        }
    }

    @Test
    void endlessLastWordsAreCut() throws IOException {
        try (HelperSession session = session("read -r line; head -c 30000 /dev/zero | tr '\\0' x >&2; exit 1")) {
            assertEquals(4096, session.take(COMMAND, LIMIT).message().length());
        }
    }

    /** An orphan holds its parent's output open, as a sync that hangs may: the end of the parent is what counts. */
    @Test
    void aGrandchildThatLivesOnHoldsNobody() throws Exception {
        Path pipe = pipe();
        try (RandomAccessFile writer = writer(pipe);
                HelperSession session = session("exec 3< " + pipe + "; cat <&3 & read -r line; echo gone >&2; exit 1")) {
            assertEquals("gone", session.take(COMMAND, LIMIT).message());
        }
    }

    @Test
    void theWaitEndsAtItsLimitAndALateAnswerIsNotTheNextOnes() throws Exception {
        Path pipe = pipe();
        try (HelperSession session = session("read -r line; cat " + pipe + "; echo 77 late; read -r line; echo 65 in time")) {
            ReliefStep step = session.take(COMMAND, SHORT);
            assertEquals(List.of(Outcome.TIMED_OUT, "not finished after 0.3 s, left to itself"),
                    List.of(step.outcome(), step.message()));
            openAndClose(pipe);
            assertEquals("in time", session.take(COMMAND, LIMIT).message());
        }
    }

    @Test
    void anIdleChildHasEndedWhenItsSessionIsClosed() throws IOException {
        Path trace = directory.resolve("ended");
        session("read -r line || : > " + trace).close();
        assertTrue(Files.exists(trace));
    }

    @Test
    void aChildAtWorkIsNeitherWaitedForNorKilled() throws Exception {
        Path pipe = pipe();
        Path trace = directory.resolve("done");
        HelperSession session = session("read -r line; cat " + pipe + "; : > " + trace);
        session.take(COMMAND, SHORT);

        session.close();

        assertFalse(Files.exists(trace));
        openAndClose(pipe);
        while (Files.notExists(trace)) {
            Thread.sleep(5);
        }
    }

    @Test
    void anInterruptEndsTheWaitAndStays() throws Exception {
        Path pipe = pipe();
        Path asked = directory.resolve("asked");
        try (HelperSession session = session("read -r line; : > " + asked + "; cat " + pipe)) {
            Thread waiting = Thread.currentThread();
            Thread interrupting = new Thread(() -> {
                while (Files.notExists(asked)) {
                    Thread.onSpinWait();
                }
                waiting.interrupt();
            });
            interrupting.start();
            ReliefStep step = session.take(COMMAND, LIMIT);
            assertTrue(Thread.interrupted());
            assertEquals(List.of(Outcome.INTERRUPTED, "no longer waited for, left to itself"),
                    List.of(step.outcome(), step.message()));
            openAndClose(pipe);
        }
    }

    @Test
    void whoIsInterruptedAlreadyAsksForNothing() throws IOException {
        Path asked = directory.resolve("asked");
        try (HelperSession session = session("read -r line && : > " + asked)) {
            Thread.currentThread().interrupt();
            assertEquals(Outcome.INTERRUPTED, session.take(COMMAND, LIMIT).outcome());
            assertTrue(Thread.interrupted());
        }
        assertFalse(Files.exists(asked));
    }

    @Test
    void anInterruptEndsTheWaitForTheBeginning() {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedIOException.class, () -> begin("read -r line"));
        assertTrue(Thread.interrupted());
    }

    @Test
    void itsThreadKeepsNoJvmAliveAndEndsWithIt() throws Exception {
        HelperSession session = session("read -r line");
        List<Thread> reading = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("memfrag-helper")).toList();
        assertEquals(List.of(true), reading.stream().map(Thread::isDaemon).toList());
        session.close();
        reading.get(0).join();
    }

    private static HelperSession session(String afterReady) throws IOException {
        return begin("echo 0 ready; " + afterReady);
    }

    private static HelperSession begin(String text) throws IOException {
        return PipedSession.begin(List.of("/bin/sh", "-c", text), Map.of("PATH", "/usr/bin:/bin"));
    }

    private Path pipe() throws Exception {
        Path pipe = directory.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        return pipe;
    }

    /** Who reads the pipe waits as long as this is open. Opened for reading too, since to open it for writing waits for a reader. */
    private static RandomAccessFile writer(Path pipe) throws IOException {
        return new RandomAccessFile(pipe.toFile(), "rw");
    }

    /** Lets the reader of the pipe go, who is there or just about to open it. */
    private static void openAndClose(Path pipe) throws IOException {
        Files.newOutputStream(pipe).close();
    }
}
