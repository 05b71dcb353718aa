package io.github.memfrag.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.testing.AgentJar;
import io.github.memfrag.testing.ForkedJvm;
import io.github.memfrag.testing.ForkedJvm.Outcome;
import io.github.memfrag.testing.JavaHome;
import io.github.memfrag.testing.PseudoTerminal;
import io.github.memfrag.testing.RecordedTrees;
import io.github.memfrag.testing.RunningJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The command line at a real terminal, which a pseudo-terminal is to it. */
@Execution(ExecutionMode.CONCURRENT)
class TerminalIT {
    private static final String COLOUR = "\u001b[1m";
    private static final String BAR = "█";
    private static final String UTF_8 = "LC_ALL=C.UTF-8";

    static Stream<JavaHome> homes() {
        return JavaHome.all().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("homes")
    void coloursAndDrawsBarsAtAUtf8Terminal(JavaHome home) {
        String text = report(home, 100, "", UTF_8, "TERM=xterm");
        assertTrue(text.contains(COLOUR), text);
        assertTrue(text.contains(BAR), text);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("homes")
    void staysWithinAsciiWhereTheLocaleIs(JavaHome home) {
        String text = report(home, 100, "", "LC_ALL=C", "TERM=xterm");
        assertTrue(text.contains(COLOUR), text);
        assertTrue(text.chars().allMatch(sign -> sign < 128), text);
    }

    @ParameterizedTest
    @CsvSource({
        "NO_COLOR=1, TERM=xterm, ''",
        "X=1,        TERM=dumb,  ''",
        "X=1,        X=2,        ''",
        "X=1,        TERM=xterm, | cat"})
    void doesNotColourWhereThatIsNotWantedOrSeen(String first, String second, String redirection) {
        String text = report(JavaHome.current(), 100, redirection, UTF_8, first, second);
        assertFalse(text.contains("\u001b"), text);
        assertTrue(text.contains(BAR), text);
    }

    @Test
    void drawsNoBarsOnTheLinuxConsoleWhoseFontsLackThem() {
        String text = report(JavaHome.current(), 100, "", UTF_8, "TERM=linux");
        assertTrue(text.contains(COLOUR), text);
        assertFalse(text.contains(BAR), text);
    }

    @ParameterizedTest
    @CsvSource({"80", "120"})
    void fitsTheTerminal(int columns) {
        String text = report(JavaHome.current(), columns, "", UTF_8, "NO_COLOR=1", "TERM=xterm");
        int longest = text.lines().filter(line -> !line.contains("Recorded tree")).mapToInt(String::length).max().orElseThrow();
        assertTrue(longest <= columns && longest > columns - 25, () -> longest + "\n" + text);
    }

    @Test
    void ctrlCEndsTheLiveViewAndGivesTheTerminalBack() {
        ForkedJvm.Command watch = ForkedJvm.onCurrent().jar(AgentJar.path(), "report", "--watch=100ms", "--kernel-root",
                RecordedTrees.path("incident-1-failing").toString());
        try (RunningJvm terminal = PseudoTerminal.of(100, UTF_8, "NO_COLOR=1", "TERM=xterm").start(watch)) {
            terminal.awaitOut("99\\.6 %  ███");
            terminal.say("\u0003");
            Outcome outcome = terminal.awaitEnd();
            assertEquals(130, outcome.exitCode());
            assertTrue(outcome.out().startsWith("\u001b[?1049h"), outcome::out);
            assertTrue(outcome.out().endsWith("\u001b[?7h\u001b[?25h\u001b[?1049l"), outcome::out);
        }
    }

    @Nested
    class WhileTheKernelWorks {
        private Path control;
        private ForkedJvm.Command drop;

        /** A write to the control lasts until somebody reads it. */
        @BeforeEach
        void makeTheControlHold(@TempDir Path tree) throws Exception {
            RecordedTrees.copy("incident-1-failing", tree);
            control = tree.resolve("proc/sys/vm/drop_caches");
            Files.delete(control);
            assertEquals(0, new ProcessBuilder("mkfifo", control.toString()).start().waitFor());
            drop = ForkedJvm.onCurrent().jar(AgentJar.path(), "drop-caches", "3", "--kernel-root", tree.toString());
        }

        @Test
        void aLineCountsTheSecondsAndGoesAwayInTheEnd() throws IOException {
            try (RunningJvm terminal = PseudoTerminal.of(100, UTF_8, "TERM=xterm").start(drop)) {
                terminal.awaitOut("\r\u001b\\[Kdrop_caches 3 … 1 s");
                assertEquals("3\n", Files.readString(control));
                Outcome outcome = terminal.awaitEnd();
                assertEquals(0, outcome.exitCode());
                String counted = outcome.out().substring(0, outcome.out().lastIndexOf("\u001b[K"));
                assertEquals(0, counted.chars().filter(sign -> sign == '\n').count(), counted);
                assertTrue(outcome.out().contains("free blocks") || outcome.out().contains("Node 0 Normal (same)"), outcome::out);
            }
        }

        @Test
        void ctrlCEndsItAtOnceAndSaysWhatMayGoOn() {
            try (RunningJvm terminal = PseudoTerminal.of(100, UTF_8, "TERM=xterm").start(drop)) {
                terminal.awaitOut("drop_caches 3 … 1 s");
                terminal.say("\u0003");
                Outcome outcome = terminal.awaitEnd();
                assertEquals(130, outcome.exitCode());
                String last = List.of(outcome.out().split("\u001b\\[K")).get(outcome.out().split("\u001b\\[K").length - 1);
                assertEquals("memfrag-agent: interrupted at drop_caches 3, which the kernel may still be at\r\n", last);
            }
        }

        @Test
        void aLogGetsALinePerStepInstead() throws IOException {
            try (RunningJvm jvm = drop.start()) {
                jvm.awaitErr("drop_caches 3 (…|\\.\\.\\.)$");
                Files.readString(control);
                assertFalse((jvm.awaitEnd().err()).contains("\u001b"));
            }
        }
    }

    private static String report(JavaHome home, int columns, String redirection, String... environment) {
        ForkedJvm.Command report = ForkedJvm.on(home)
                .jar(AgentJar.path(), "report", "--kernel-root", RecordedTrees.path("incident-1-failing").toString());
        try (RunningJvm terminal = PseudoTerminal.of(columns, environment).start(report, redirection)) {
            Outcome outcome = terminal.awaitEnd();
            assertEquals(0, outcome.exitCode(), outcome::out);
            return outcome.out().replace("\r\n", "\n");
        }
    }
}
