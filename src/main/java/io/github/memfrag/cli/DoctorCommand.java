package io.github.memfrag.cli;

import io.github.memfrag.kernel.KernelTree;
import io.github.memfrag.relief.helper.Diagnosis;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** {@code doctor [--user NAME]}: by which way a user gets relief, and what is missing. */
final class DoctorCommand implements Command {
    private static final Option USER = Option.withValue("--user", "NAME", "Look in this user's place (root; a uid will do)");

    @Override
    public String name() {
        return "doctor";
    }

    @Override
    public String operands() {
        return "";
    }

    @Override
    public String summary() {
        return "Tell which way to relief works for a user, and what mends the others";
    }

    @Override
    public List<String> details() {
        return Arrays.asList(
                "Whoever is not root needs one of three ways: a group that may compact, sudo, or a spool folder that a service of root"
                        + " watches, which works with NoNewPrivileges too. Each is tried in the user's place, and nothing is changed.",
                "The lines below what is missing mend it when pasted into a shell. Exit status 1: not even compaction works.");
    }

    @Override
    public List<Option> options() {
        return Arrays.asList(USER, Option.JSON);
    }

    @Override
    public List<Example> examples() {
        return Arrays.asList(
                Example.asRoot("doctor --user kafka", "what a JVM of the user kafka can do"),
                Example.of("doctor", "what you can do"));
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws UsageException, IOException, InterruptedException {
        arguments.refuseOperands();
        Optional<String> name = arguments.value(USER);
        HostUser user = name.isPresent() ? HostUser.named(name.get()) : HostUser.current();
        KernelTree host = KernelTree.host();
        DoctorText text = new DoctorText(user, Diagnosis.of(host, user), new HostFindings(host, user).all());
        if (arguments.has(Option.JSON)) {
            terminal.out().println(text.json());
        } else {
            text.lines(terminal.style(), terminal.columns()).forEach(terminal.out()::println);
        }
        return text.compaction().isPresent() ? ExitStatus.OK : ExitStatus.FAILED;
    }
}
