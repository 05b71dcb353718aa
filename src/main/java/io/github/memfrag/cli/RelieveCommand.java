package io.github.memfrag.cli;

import io.github.memfrag.config.ConfigKey;
import io.github.memfrag.relief.ReliefOperation;
import io.github.memfrag.relief.helper.Ceiling;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** {@code relieve [--order N] [--max CEILING] [--dry-run]}. */
final class RelieveCommand implements Command {
    private static final Option MAX = Option.withValue("--max", "CEILING", "Go no farther than compact, pagecache or all (default all)");
    private static final Option DRY_RUN = Option.flag("--dry-run", "Only tell what it would do, and what that costs");

    private static final Option ONE_ORDER = Option.ORDER
            .meaning("The order to recover, one at a time (default " + ConfigKey.WATCH_ORDER.defaultText() + ")");

    @Override
    public String name() {
        return "relieve";
    }

    @Override
    public String operands() {
        return "";
    }

    @Override
    public String summary() {
        return "Recover an order by as little as it takes, and show what that brought (root)";
    }

    @Override
    public List<String> details() {
        return Arrays.asList(
                "It compacts, again while that gains; then it writes dirty pages to disk, drops the page cache and compacts; then it drops"
                        + " dentries and inodes and compacts. It stops as soon as the zones have recovered at that order.",
                "On a host that is well it does nothing, nor where memory is short: no relief cures that. It exits with 1 where the order"
                        + " has not recovered.");
    }

    @Override
    public List<Option> options() {
        List<Option> options = new ArrayList<>(Arrays.asList(MAX, DRY_RUN));
        ReliefRun.OPTIONS.forEach(option -> options.add(option.equals(ONE_ORDER) ? ONE_ORDER : option));
        return options;
    }

    @Override
    public List<Example> examples() {
        return Arrays.asList(
                Example.asRoot("relieve", "recover order 4, the mildest step first"),
                Example.asRoot("relieve --dry-run", "tell what that would do"),
                Example.asRoot("relieve --order 9 --max compact", "recover huge pages, and drop nothing"));
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws UsageException, IOException {
        arguments.refuseOperands();
        if (arguments.value(Option.ORDER).filter(order -> order.contains("+")).isPresent()) {
            throw new UsageException(Option.ORDER + " " + arguments.value(Option.ORDER).get() + " is not allowed: one order at a time");
        }
        String max = arguments.oneOf(MAX, Ceiling.COMPACT.text(), Ceiling.PAGECACHE.text(), Ceiling.ALL.text()).orElse(Ceiling.ALL.text());
        ReliefRun run = new ReliefRun(arguments, terminal);
        ReliefOperation operation = ReliefOperation.relieve(run.order(), max);
        return arguments.has(DRY_RUN) ? run.plan(operation) : run.run(operation);
    }
}
