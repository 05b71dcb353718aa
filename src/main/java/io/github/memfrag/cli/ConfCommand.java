package io.github.memfrag.cli;

import io.github.memfrag.config.ConfFiles;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** {@code conf [NAME]}: the files that an operator installs, out of the jar. */
final class ConfCommand implements Command {
    @Override
    public String name() {
        return "conf";
    }

    @Override
    public String operands() {
        return "[NAME]";
    }

    @Override
    public String summary() {
        return "Print a file to set up a host with, or list these files";
    }

    @Override
    public List<String> details() {
        return Collections.singletonList("Without a name it lists them. 'doctor' tells which of them are needed, and where they go.");
    }

    @Override
    public List<Option> options() {
        return Collections.emptyList();
    }

    @Override
    public List<Example> examples() {
        return Arrays.asList(
                Example.of("conf", "the names"),
                Example.of("conf memfrag.properties", "every configuration key, with its default"));
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws UsageException {
        List<String> operands = arguments.operands();
        if (operands.size() > 1) {
            throw new UsageException("'" + operands.get(1) + "' is one argument too many");
        }
        if (operands.isEmpty()) {
            ConfFiles.names().forEach(terminal.out()::println);
            return ExitStatus.OK;
        }
        if (!ConfFiles.names().contains(operands.get(0))) {
            throw new UsageException("there is no " + operands.get(0) + "; " + new Suggestion(ConfFiles.names()).insteadOf(operands.get(0)));
        }
        terminal.out().print(ConfFiles.text(operands.get(0)));
        return ExitStatus.OK;
    }
}
