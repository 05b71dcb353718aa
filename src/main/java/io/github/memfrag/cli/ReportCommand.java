package io.github.memfrag.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** {@code report}: the host's free memory, now. */
final class ReportCommand implements Command {
    @Override
    public String name() {
        return "report";
    }

    @Override
    public String operands() {
        return "";
    }

    @Override
    public String summary() {
        return "Show how fragmented this host's free memory is";
    }

    @Override
    public List<String> details() {
        return Collections.singletonList("Reads the kernel once and changes nothing; any user may. A block of order N is 2^N pages."
                + " The figure to look at is the share of the free memory that is unusable at the order that fails:"
                + " 4 is what drivers, Xen and new slabs ask for, 3 the most that the kernel tries hard for, 9 a 2 MiB huge page.");
    }

    @Override
    public List<Option> options() {
        List<Option> options = new ArrayList<>(KernelView.OPTIONS);
        options.add(Option.JSON);
        return options;
    }

    @Override
    public List<Example> examples() {
        return Arrays.asList(
                Example.of("report", "the free memory as requests of order 4 see it (64 KiB with 4 KiB pages)"),
                Example.of("report --order 9", "as 2 MiB huge pages see it"),
                Example.of("report --json", "all figures, by the names of the MBeans' attributes"));
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws UsageException, IOException {
        arguments.refuseOperands();
        KernelView kernel = KernelView.of(arguments);
        return arguments.has(Option.JSON) ? printJson(kernel, terminal) : printText(kernel, terminal);
    }

    private static int printText(KernelView kernel, Terminal terminal) throws UsageException, IOException {
        new HostReport(kernel.take(), kernel, terminal.style()).lines(terminal.columns()).forEach(terminal.out()::println);
        return ExitStatus.OK;
    }

    private static int printJson(KernelView kernel, Terminal terminal) throws UsageException, IOException {
        HostJson json = new HostJson(kernel, terminal);
        try {
            kernel.take();
        } catch (IOException e) {
            // A script reads "supported" and why not, where a person reads the message.
            terminal.out().println(json.text());
            throw e;
        }
        terminal.out().println(json.text());
        return ExitStatus.OK;
    }
}
