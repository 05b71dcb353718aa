package io.github.memfrag.testing;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A terminal of its own for a forked JVM, as an operator sits at one: script(1) makes it. What appears on it is the JVM's standard
 * output, lines ending with CR LF, and what one says to the JVM is typed: {@code \u0003} is Ctrl-C.
 */
public final class PseudoTerminal {
    /** A test run in the background of a shell script ignores SIGINT, and so would all its children. */
    private static final List<String> CLEAN = List.of("env", "--default-signal=INT", "-u", "NO_COLOR", "-u", "LANG", "-u", "LC_ALL",
            "-u", "LC_CTYPE", "-u", "TERM");

    private final int columns;
    private final List<String> environment;

    private PseudoTerminal(int columns, List<String> environment) {
        this.columns = columns;
        this.environment = List.copyOf(environment);
    }

    /** @param environment such as {@code TERM=xterm}; nothing else tells what this terminal and its locale are */
    public static PseudoTerminal of(int columns, String... environment) {
        return new PseudoTerminal(columns, List.of(environment));
    }

    /** Starts the JVM in it; closing the result ends both. */
    public RunningJvm start(ForkedJvm.Command command) {
        return start(command, "");
    }

    /** @param redirection what a shell is to do with the outputs, such as {@code | cat} */
    public RunningJvm start(ForkedJvm.Command command, String redirection) {
        requireNonNull(command, "command is null");
        List<String> line = new ArrayList<>(CLEAN);
        line.addAll(environment);
        line.addAll(List.of("script", "-qefc", "stty cols " + columns + " && "
                + command.line().stream().map(word -> "'" + word + "'").collect(Collectors.joining(" ")) + " " + redirection, "/dev/null"));
        try {
            return new RunningJvm(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
