package io.github.memfrag.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.config.Version;
import io.github.memfrag.testing.RecordedTrees;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
    private static final String INCIDENT = RecordedTrees.path("incident-1-failing").toString();

    private final TestTerminal terminal = TestTerminal.plain();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            raport                 | --help             | unknown command raport; did you mean report?
            --json report          | --help             | options follow the command, such as 'report --json'.
            report --jsn           | report --help      | unknown option --jsn; did you mean --json?
            report now             | report --help      | 'now' is one argument too many.
            report --order x       | report --help      | --order x is not allowed: a whole number from 0 to 30, or several joined with +.
            report --order 4,9     | report --help      | --order 4,9 is not allowed: a whole number from 0 to 30, or several joined with +.
            report --watch=0       | report --help      | --watch 0 is not allowed: a duration from 100ms to 1h, for example 500ms, 15s, 5m, 1h.
            report --watch=2 4     | report --help      | '4' is one argument too many.
            report --watch --json  | report --help      | --watch and --json do not go together.
            report --color red     | report --help      | --color red is not allowed: auto, always, never.
            relieve 4              | relieve --help     | '4' is one argument too many.
            relieve --order 4+9    | relieve --help     | --order 4+9 is not allowed: one order at a time.
            relieve --max none     | relieve --help     | --max none is not allowed: compact, pagecache, all.
            drop-caches            | drop-caches --help | drop-caches needs to know what to drop: %s.
            drop-caches 4          | drop-caches --help | drop-caches 4 is not allowed: %s.
            drop-caches 1 2        | drop-caches --help | drop-caches 1 2 is not allowed: %s.
            compact --node -1      | compact --help     | --node -1 is not allowed: a whole number from 0 to 1023.
            compact 0              | compact --help     | '0' is one argument too many.
            list all               | list --help        | 'all' is one argument too many.
            attach me              | attach --help      | attach needs the PID of a JVM; 'list' shows the JVMs.
            serve --prot 1         | serve --help       | unknown option --prot; there are %s.
            """)
    void saysInOneLineWhatItDidNotUnderstand(String line, String help, String message) {
        assertEquals(2, run(line.split(" ")));
        assertEquals("memfrag-agent: " + message.replace("%s", line.startsWith("serve")
                ? "--config, --order, --kernel-root, --color, --help" : "1 (page cache), 2 (dentries and inodes) or 3 (both)")
                + " See 'java -jar memfrag-agent.jar " + help + "'.\n", terminal.err());
        assertEquals("", terminal.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"report", "report --json", "report --watch", "drop-caches 3", "compact", "serve"})
    void refusesAnOrderThatTheKernelDoesNotHave(String line) {
        assertEquals(2, run((line + " --order 4+11 --kernel-root " + INCIDENT).split(" ")));
        assertTrue(terminal.err().startsWith("memfrag-agent: order 11 is not allowed: this kernel has the orders 0 to 10. See "),
                terminal::err);
        assertEquals("", terminal.out());
    }

    @Test
    void startsNothingWithABadConfiguration() {
        assertEquals(2, run("serve", "port=http,colour=green"));
        assertTrue(terminal.err().contains("port=http is not allowed"), terminal::err);
        assertTrue(terminal.err().contains("unknown key 'colour'"), terminal::err);
        assertTrue(terminal.err().contains("memfrag-agent: nothing was started.\n"), terminal::err);
        assertFalse(terminal.err().contains("applies") || terminal.err().contains("ignored"), terminal::err);
    }

    @Test
    void offersSeveralOrdersOnlyWhereTheyAreTaken() {
        assertEquals(0, run("relieve", "--help"));
        assertFalse(terminal.out().contains("several"), terminal::out);
        assertTrue(terminal.out().contains("The order to recover, one at a time (default 4)"), terminal::out);
    }

    @Test
    void showsAShortHelpWhereNoCommandIsGiven() {
        assertEquals(2, run());
        assertTrue(terminal.err().contains("Usage: java -jar memfrag-agent.jar COMMAND"), terminal::err);
        assertEquals("", terminal.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h"})
    void listsAllCommandsInTheHelp(String option) {
        assertEquals(0, run(option));
        commands().forEach(command -> assertTrue(terminal.out().contains("\n  " + command.name() + " "), command::name));
        assertEquals("", terminal.err());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void explainsEachCommandWithItsOptionsAndExamples(Command command) {
        assertEquals(0, run(command.name(), "nonsense", "--help"));
        String help = terminal.out();
        assertTrue(help.startsWith(command.summary() + ".\n"), help);
        command.options().forEach(option -> assertTrue(help.contains("\n  " + option.syntax() + " "), option::name));
        assertFalse(command.examples().isEmpty());
        command.examples().forEach(example -> assertTrue(help.contains("\n  " + example.line() + "\n"), example::line));
        assertTrue(help.lines().allMatch(line -> line.length() <= 80), help);
    }

    @Test
    void explainsACommandByTheShortOptionToo() {
        assertEquals(0, run("compact", "-h"));
        assertTrue(terminal.out().contains("\nOptions:\n"), terminal::out);
    }

    @Test
    void tellsItsVersion() {
        assertEquals(0, run("--version"));
        assertEquals("memfrag-agent " + Version.current() + "\n", terminal.out());
    }

    @Test
    void failsWithTheReasonWhereTheKernelDoesNotTell(@TempDir Path empty) {
        assertEquals(1, run("report", "--kernel-root", empty.toString()));
        assertEquals("", terminal.out());
        assertTrue(terminal.err().startsWith("memfrag-agent: there is no /proc/buddyinfo here"), terminal::err);
        assertEquals(1, terminal.err().lines().count());
    }

    @Test
    void refusesARecordedTreeThatIsNotThere(@TempDir Path directory) {
        assertEquals(2, run("report", "--kernel-root", directory.resolve("no").toString()));
        assertTrue(terminal.err().contains("there is no directory " + directory.resolve("no")), terminal::err);
    }

    @ParameterizedTest
    @CsvSource({"always, true", "never, false", "auto, false"})
    void coloursAsTold(String when, boolean coloured) {
        assertEquals(0, run("report", "--kernel-root", INCIDENT, "--color", when));
        assertEquals(coloured, terminal.out().contains("\u001b["));
    }

    private static List<Command> commands() {
        return CommandLine.COMMANDS;
    }

    private int run(String... words) {
        return new CommandLine(commands(), terminal.terminal()).run(words);
    }
}
