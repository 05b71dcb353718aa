package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.config.Version;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The help: of the whole, and of each command. */
final class Help {
    private static final int COLUMNS = 80;

    private final List<Command> commands;

    Help(List<Command> commands) {
        this.commands = requireNonNull(commands, "commands is null");
    }

    List<String> overall() {
        List<String> lines = new ArrayList<>();
        lines.add("memfrag-agent " + Version.current()
                + ": how fragmented a Linux host's physical memory is, and its cure");
        lines.add("");
        lines.add("Usage: " + Invocation.of("COMMAND [OPTION...]"));
        lines.add("");
        lines.add("Commands:");
        Table table = new Table();
        commands.forEach(command -> table.row(Cell.left("  " + command.name()), Cell.left(command.summary())));
        lines.addAll(table.lines(Integer.MAX_VALUE));
        lines.add("");
        lines.add("Examples:");
        commands.forEach(command -> add(command.examples().get(0), lines));
        lines.add("");
        lines.add("'" + Invocation.of("COMMAND --help") + "' tells more of a command; --version tells the version.");
        lines.add("Exit status: 0 done, 1 failed, 2 the command line was not understood.");
        return lines;
    }

    List<String> of(Command command) {
        List<String> lines = new ArrayList<>();
        lines.add(command.summary() + ".");
        lines.add("");
        lines.add("Usage: " + Invocation.of(command.name() + " [OPTION...]"
                + (command.operands().isEmpty() ? "" : " " + command.operands())));
        for (String paragraph : command.details()) {
            lines.add("");
            lines.addAll(Paragraph.wrap(paragraph, COLUMNS));
        }
        lines.add("");
        lines.add("Options:");
        Table table = new Table();
        List<Option> options = new ArrayList<>(command.options());
        options.addAll(Arrays.asList(Option.COLOR, Option.HELP));
        options.forEach(option -> table.row(Cell.left("  " + option.syntax()), Cell.left(option.meaning())));
        lines.addAll(table.lines(Integer.MAX_VALUE));
        lines.add("");
        lines.add("Examples:");
        command.examples().forEach(example -> add(example, lines));
        return lines;
    }

    private static void add(Example example, List<String> lines) {
        lines.add("  " + example.line());
        lines.add("      " + example.effect());
    }
}
