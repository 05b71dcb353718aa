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
    static final List<Command> COMMANDS = Collections.unmodifiableList(Arrays.asList(
            new ReportCommand(),
            new RelieveCommand(),
            new DropCachesCommand(),
            new CompactCommand(),
            new ServeCommand(),
            new ListCommand(),
            new AttachCommand(),
            new DoctorCommand(),
            new ConfCommand(),
            new PasswdCommand()));

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
        Terminal terminal = ProcessTerminal.open();
        int status = new CommandLine(COMMANDS, terminal).run(arguments);
        if (ProcessTerminal.lostOutput(terminal)) {
            terminal.say("cannot write to standard output: what it was to hold is lost");
            return ExitStatus.FAILED;
        }
        return status;
    }

    int run(String... words) {
        requireNonNull(words, "words is null");
        if (words.length == 0) {
            new Help(commands).overall().forEach(terminal.err()::println);
            return ExitStatus.USAGE;
        }
        List<String> rest = Arrays.asList(words).subList(1, words.length);
        switch (words[0]) {
            case "--help":
            case "-h":
                new Help(commands).overall().forEach(terminal.out()::println);
                return ExitStatus.OK;
            case "--version":
                terminal.out().println("memfrag-agent " + Version.current());
                return ExitStatus.OK;
            default:
                Optional<Command> command = commands.stream().filter(known -> known.name().equals(words[0])).findFirst();
                return command.map(found -> run(found, rest)).orElseGet(() -> unknown(words[0]));
        }
    }

    private int run(Command command, List<String> words) {
        if (asksForHelp(words)) {
            new Help(commands).of(command).forEach(terminal.out()::println);
            return ExitStatus.OK;
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
            return misused(e.problems(), command.name() + " --help");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitStatus.FAILED;
        } catch (IOException e) {
            terminal.say(e.getMessage());
            return ExitStatus.FAILED;
        }
    }

    private static boolean asksForHelp(List<String> words) {
        int end = words.indexOf("--");
        List<String> options = end < 0 ? words : words.subList(0, end);
        return options.contains("--help") || options.contains("-h");
    }

    private int unknown(String word) {
        if (word.startsWith("-")) {
            return misused(Collections.singletonList("options follow the command, such as 'report " + word + "'."), "--help");
        }
        return misused(Collections.singletonList("unknown command " + word + "; "
                + new Suggestion(commands.stream().map(Command::name).collect(toList())).insteadOf(word)), "--help");
    }

    private int misused(List<String> problems, String helpWords) {
        String hint = "See '" + Invocation.of(helpWords) + "'.";
        if (problems.size() == 1) {
            String problem = problems.get(0);
            terminal.say(problem + (problem.endsWith(".") || problem.endsWith("?") ? " " : ". ") + hint);
        } else {
            problems.forEach(terminal::say);
            terminal.say(hint);
        }
        return ExitStatus.USAGE;
    }
}
