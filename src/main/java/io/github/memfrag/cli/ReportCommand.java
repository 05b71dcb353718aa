package io.github.memfrag.cli;

import io.github.memfrag.fragmentation.Snapshot;
import io.github.memfrag.fragmentation.Snapshots;
import io.github.memfrag.fragmentation.WatchedZones;
import io.github.memfrag.kernel.KernelReader;
import io.github.memfrag.kernel.KernelTree;
import java.io.IOException;
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
        return Collections.emptyList();
    }

    @Override
    public List<Option> options() {
        return Arrays.asList(Option.ORDER, Option.JSON, Option.KERNEL_ROOT);
    }

    @Override
    public List<Example> examples() {
        return Arrays.asList(
                Example.of("report", "the free memory as requests of 64 KiB see it"),
                Example.of("report --order 9", "as 2 MiB huge pages see it"),
                Example.of("report --json", "all numbers, for scripts"));
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws UsageException, IOException {
        arguments.refuseOperands();
        int order = arguments.number(Option.ORDER, 0, 30).orElse(4);
        KernelTree tree = KernelTree.host();
        if (arguments.has(Option.KERNEL_ROOT)) {
            tree = KernelTree.recorded(java.nio.file.Paths.get(arguments.value(Option.KERNEL_ROOT).get()));
        }
        KernelReader reader = new KernelReader(tree);
        Snapshot snapshot = new Snapshots(reader, WatchedZones.automatic()).take();
        terminal.out().println(terminal.style().dim(String.join(terminal.style().separator(), HostFacts.read(tree).facts())));
        terminal.out().println();
        new HostReport(snapshot, new Pages(reader.pageSizeBytes()), order, terminal.style())
                .lines(terminal.columns()).forEach(terminal.out()::println);
        return 0;
    }
}
