package io.github.memfrag.cli;

import io.github.memfrag.config.ValueType;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** {@code report}: how the host's free memory is, now or from now on. */
final class ReportCommand implements Command {
    static final Option WATCH = Option.withOptionalValue("--watch", "INTERVAL", "2s",
            "Go on until Ctrl-C, a look every 2s or INTERVAL");
    private static final ValueType<Duration> INTERVAL = ValueType.duration(Duration.ofMillis(100), Duration.ofHours(1));

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
        return Arrays.asList("Reads the kernel and changes nothing; any user may. A block of order N is 2^N pages."
                + " The figure to look at is the share of the free memory that is unusable at the order that fails:"
                + " 4 is what drivers, Xen and new slabs ask for, 3 the most that the kernel tries hard for, 9 a 2 MiB huge page.",
                "The verdict of one look knows nothing of the time before. With --watch, 4 looks in a row must agree before the state"
                        + " changes. On a terminal it draws what it has seen; elsewhere it prints a line per look.");
    }

    @Override
    public List<Option> options() {
        List<Option> options = new ArrayList<>(KernelView.OPTIONS);
        options.add(WATCH);
        options.add(Option.JSON);
        return options;
    }

    @Override
    public List<Example> examples() {
        return Arrays.asList(
                Example.of("report", "the free memory as requests of order 4 see it (64 KiB with 4 KiB pages)"),
                Example.of("report --order 9", "as 2 MiB huge pages see it"),
                Example.of("report --watch", "as it changes, every 2 s; --watch=500ms is quicker"),
                Example.of("report --json", "all figures, by the names of the MBeans' attributes"));
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws UsageException, IOException, InterruptedException {
        arguments.refuseOperands();
        Optional<Duration> interval = arguments.value(WATCH, INTERVAL);
        KernelView kernel = KernelView.of(arguments);
        if (interval.isPresent()) {
            if (arguments.has(Option.JSON)) {
                throw new UsageException(WATCH + " and " + Option.JSON + " do not go together");
            }
            return new Watch(kernel, interval.get(), terminal).run();
        }
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
