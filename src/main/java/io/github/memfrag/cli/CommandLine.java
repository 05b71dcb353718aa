package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toList;

import io.github.memfrag.config.Version;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** {@code java -jar memfrag-agent.jar COMMAND ...}: finds the command and runs it. */
public final class CommandLine {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int MISUSED = 2;

    private static final List<Command> COMMANDS = Collections.unmodifiableList(Arrays.asList(
            new ReportCommand()));

    private final List<Command> commands;
    private final Terminal terminal;

    CommandLine(List<Command> commands, Terminal terminal) {
        this.commands = requireNonNull(commands, "commands is null");
        this.terminal = requireNonNull(terminal, "terminal is null");
    }

    /**
     * Runs a command in this process, on its standard output and error.
     *
     * @return the exit status: 0 done, 1 the thing failed, 2 not understood
     */
    public static int main(String[] arguments) {
        return new CommandLine(COMMANDS, ProcessTerminal.open()).run(arguments);
    }

    int run(String... words) {
        requireNonNull(words, "words is null");
        Help help = new Help(commands);
        if (words.length == 0) {
            help.overall().forEach(terminal.err()::println);
            return MISUSED;
        }
        List<String> rest = Arrays.asList(words).subList(1, words.length);
        switch (words[0]) {
            case "--help":
            case "-h":
                help.overall().forEach(terminal.out()::println);
                return DONE;
            case "--version":
                terminal.out().println("memfrag-agent " + Version.current());
                return DONE;
            default:
                Optional<Command> command = commands.stream().filter(known -> known.name().equals(words[0])).findFirst();
                return command.map(found -> run(found, rest)).orElseGet(() -> unknown(words[0]));
        }
    }

    private int run(Command command, List<String> words) {
        if (asksForHelp(words)) {
            new Help(commands).of(command).forEach(terminal.out()::println);
            return DONE;
        }
        try {
            List<Option> allowed = new ArrayList<>(command.options());
            allowed.add(Option.COLOR);
            allowed.add(Option.HELP);
            Arguments arguments = Arguments.parse(words, allowed);
            Optional<String> colour = arguments.oneOf(Option.COLOR, "auto", "always", "never");
            return command.run(arguments, colour.filter(when -> !when.equals("auto"))
                    .map(when -> terminal.withColour(when.equals("always"))).orElse(terminal));
        } catch (UsageException e) {
            return misused(e.getMessage(), command.name() + " --help");
        } catch (IOException e) {
            say(e.getMessage());
            return FAILED;
        }
    }

    private static boolean asksForHelp(List<String> words) {
        int end = words.indexOf("--");
        List<String> options = end < 0 ? words : words.subList(0, end);
        return options.contains("--help") || options.contains("-h");
    }

    private int unknown(String word) {
        if (word.startsWith("-")) {
            return misused("options follow the command, such as 'report " + word + "'", "--help");
        }
        return misused("unknown command " + word + "; "
                + new Suggestion(commands.stream().map(Command::name).collect(toList())).insteadOf(word), "--help");
    }

    private int misused(String problem, String helpWords) {
        say(problem + " See '" + Invocation.of(helpWords) + "'.");
        return MISUSED;
    }

    private void say(String line) {
        terminal.err().println("memfrag: " + line);
    }
}
