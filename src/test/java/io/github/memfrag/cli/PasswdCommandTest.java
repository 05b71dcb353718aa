package io.github.memfrag.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code passwd}, its password coming from a pipe. */
class PasswdCommandTest {
    private static final String PASSWORD = "correct horse";

    private final TestTerminal terminal = TestTerminal.plain();
    @TempDir
    private Path directory;
    private Path file;

    @BeforeEach
    void nameFile() {
        file = directory.resolve("users");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            --role read,                    read
            --role operate,                 operate
            --role operate --max compact,   operate:compact
            --role operate --max pagecache, operate:pagecache
            --role operate --max all,       operate
            """)
    void makesAUserAndTheFileThatOnlyItsOwnerReads(String options, String role) throws IOException {
        assertEquals(0, passwd(PASSWORD + "\n", "alice " + options), terminal::err);
        assertTrue(lines().get(1).startsWith("alice " + role + " pbkdf2-sha256:210000:"), lines().toString());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertTrue(terminal.out().startsWith("alice (" + role + ") may log in where an agent has http.users=" + file), terminal::out);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            operate:compact, '',                             operate:compact
            operate:compact, --max pagecache,                operate:pagecache
            operate:compact, --role operate,                 operate
            operate,         --role read,                    read
            read,            '',                             read
            read,            --role operate --max compact,   operate:compact
            """)
    void changesAUserAndKeepsTheRoleWhereNoneIsSaid(String before, String options, String after) throws IOException {
        String[] role = before.split(":");
        passwd(PASSWORD, "alice --role " + role[0] + (role.length > 1 ? " --max " + role[1] : ""));
        String old = lines().get(1);
        assertEquals(0, passwd("another password", "alice " + options), terminal::err);
        assertTrue(lines().get(1).startsWith("alice " + after + " pbkdf2"), lines().toString());
        assertFalse(lines().get(1).endsWith(old.substring(old.lastIndexOf(':'))), "the hash is a new one");
        assertEquals(2, lines().size());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            --role operate --max pagecache, operate:pagecache
            --max all,                      operate
            --role read,                    read
            """)
    void changesARoleWithoutAskingForThePasswordAgain(String options, String after) throws IOException {
        passwd(PASSWORD, "alice --role operate --max compact");
        String old = lines().get(1);
        assertEquals(0, passwd("", "alice --keep-password " + options), terminal::err);
        assertEquals(old.replace(" operate:compact ", " " + after + " "), lines().get(1));
        assertTrue(terminal.out().contains("The role was operate:compact before."), terminal::out);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            --role operate,               true
            --role operate --max compact, false
            --role operate --max all,     false
            --role read,                  false
            """)
    void saysThatAnOperatorWithoutACeilingMayDoEverything(String options, boolean said) {
        passwd(PASSWORD, "alice " + options);
        assertEquals(said, terminal.out().contains("may do everything"), terminal::out);
        assertFalse(terminal.out().contains("The role was"), terminal::out);
    }

    @Test
    void aNewUserHasNoPasswordToKeep() {
        assertEquals(1, passwd("", "alice --keep-password --role read"));
        assertTrue(terminal.err().contains("there is no user alice who has a password to keep"), terminal::err);
        assertFalse(Files.exists(file));
    }

    @Test
    void theUsualFilesFolderIsMadeWhereItIsMissing() {
        Path usual = directory.resolve("etc/memfrag/users");
        NewPassword password = new NewPassword(false, null, input(PASSWORD.getBytes(StandardCharsets.UTF_8)));
        assertEquals(0, run(password, usual, List.of("passwd", "alice", "--role", "read")), terminal::err);
        assertTrue(Files.exists(usual));
    }

    @Test
    void removesAUserAndNoOther() throws IOException {
        passwd(PASSWORD, "alice --role read");
        passwd(PASSWORD, "bob --role read");
        assertEquals(0, passwd("", "alice --delete"), terminal::err);
        assertEquals(2, lines().size());
        assertTrue(lines().get(1).startsWith("bob read "), lines().toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                                 | passwd needs the name of one user, and no password: it asks for that.
            alice secret         | passwd needs the name of one user, and no password: it asks for that.
            al:ice --role read   | a user's name is 1 to 64 of the characters A-Z a-z 0-9 . _ @ -.
            carol                | a new user needs a role: --role read or --role operate.
            carol --max compact  | a new user needs a role: --role read or --role operate.
            alice --max compact  | --max goes with --role operate.
            alice --role admin   | --role admin is not allowed: read, operate.
            alice --role operate --max none | --max none is not allowed: compact, pagecache, all.
            alice --role read --max compact | --max goes with --role operate.
            alice --delete --keep-password  | --delete goes with --file only.
            alice --delete --role read      | --delete goes with --file only.
            """)
    void whatMakesNoSenseIsSaidAndChangesNothing(String words, String problem) throws IOException {
        passwd(PASSWORD, "alice --role read");
        List<String> before = lines();
        assertEquals(2, passwd(PASSWORD, words == null ? "" : words));
        assertAll(
                () -> assertTrue(terminal.err().startsWith("memfrag-agent: " + problem), terminal::err),
                () -> assertEquals(before, lines()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "short\n", "seven77", "1234567\r\n", "with\tatab\n", "nul\u0000inside"})
    void aPasswordThatIsNoneIsRefusedAndChangesNothing(String input) throws IOException {
        passwd(PASSWORD, "alice --role read");
        List<String> before = lines();
        assertEquals(1, passwd(input, "alice --role operate"));
        assertAll(
                () -> assertTrue(terminal.err().contains("nothing was changed"), terminal::err),
                () -> assertEquals(before, lines()));
    }

    @Test
    void aPasswordIsALineOfTheInput() throws IOException {
        assertEquals(1, passwd("x".repeat(129), "alice --role read"), "too long");
        assertEquals(0, passwd("käse käse\nand more\n", "alice --role read"), terminal::err);
        assertEquals(1, passwd(new byte[] {'k', (byte) 0xe4, 's', 'e', 'k', 'e', 's', 'e', '\n'}, "alice --role read"), "not UTF-8");
    }

    @Test
    void aTerminalWithoutAConsoleIsNotReadFrom() {
        assertEquals(1, run(new NewPassword(true, null, input("correct horse\n".getBytes(StandardCharsets.UTF_8))), "alice --role read"));
        assertTrue(terminal.err().contains("standard output is no terminal"), terminal::err);
        assertFalse(Files.exists(file));
    }

    @Test
    void aBrokenFileIsNotTouched() throws IOException {
        Files.writeString(file, "alice read secret\n");
        assertEquals(1, passwd(PASSWORD, "bob --role read"));
        assertTrue(terminal.err().contains(file + " is broken: line 1: the third word is not a hash"), terminal::err);
        assertEquals(List.of("alice read secret"), lines());
    }

    @Test
    void aUserWhoIsNotThereCannotBeRemoved() {
        assertEquals(1, passwd("", "alice --delete"));
        assertTrue(terminal.err().contains("there is no user alice"), terminal::err);
        assertFalse(Files.exists(file));
    }

    @Test
    void nothingThatIsPrintedHoldsThePasswordOrItsHash() throws IOException {
        passwd(PASSWORD, "alice --role read");
        String line = lines().get(1);
        String printed = terminal.out() + terminal.err();
        assertFalse(printed.contains(PASSWORD) || printed.contains(line.substring(line.lastIndexOf(':'))), printed);
    }

    private int passwd(String input, String words) {
        return passwd(input.getBytes(StandardCharsets.UTF_8), words);
    }

    private int passwd(byte[] input, String words) {
        return run(new NewPassword(false, null, input(input)), words);
    }

    private int run(NewPassword password, String words) {
        List<String> line = new ArrayList<>(List.of("passwd"));
        line.addAll(List.of((words + " --file " + file).trim().split(" +")));
        return run(password, file, line);
    }

    private int run(NewPassword password, Path usualFile, List<String> line) {
        return new CommandLine(List.of(new PasswdCommand(() -> password, usualFile)), terminal.terminal()).run(line.toArray(String[]::new));
    }

    private static ByteArrayInputStream input(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(file);
    }
}
