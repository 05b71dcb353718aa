package io.github.memfrag.cli;

import io.github.memfrag.relief.ReliefOperation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** {@code compact [--node N]}. */
final class CompactCommand implements Command {
    private static final Option NODE = Option.withValue("--node", "N", "Compact this NUMA node only");
    /** MAX_NUMNODES is 1024 at most (CONFIG_NODES_SHIFT). */
    private static final int MAX_NODE = 1023;

    @Override
    public String name() {
        return "compact";
    }

    @Override
    public String operands() {
        return "";
    }

    @Override
    public String summary() {
        return "Move pages together into larger free blocks, and show what that brought (root)";
    }

    @Override
    public List<String> details() {
        return Arrays.asList(
                "This is 'echo 1 > /proc/sys/vm/compact_memory'. It frees nothing and loses nothing; it costs CPU time.",
                "The kernel returns success even where it gave up early: the counters and the blocks before and after tell.");
    }

    @Override
    public List<Option> options() {
        List<Option> options = new ArrayList<>();
        options.add(NODE);
        options.addAll(ReliefRun.OPTIONS);
        return options;
    }

    @Override
    public List<Example> examples() {
        return Arrays.asList(
                Example.asRoot("compact", "compact all nodes"),
                Example.asRoot("compact --node 1", "compact node 1 only"));
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws UsageException, IOException {
        arguments.refuseOperands();
        OptionalInt node = arguments.number(NODE, 0, MAX_NODE);
        return new ReliefRun(arguments, terminal)
                .run(node.isPresent() ? ReliefOperation.compactNode(node.getAsInt()) : ReliefOperation.compactMemory());
    }
}
