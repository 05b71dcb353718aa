package io.github.memfrag.cli;

import io.github.memfrag.relief.ReliefOperation;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** {@code drop-caches 1|2|3}. */
final class DropCachesCommand implements Command {
    @Override
    public String name() {
        return "drop-caches";
    }

    @Override
    public String operands() {
        return "1|2|3";
    }

    @Override
    public String summary() {
        return "Free clean caches, and show what that brought (root)";
    }

    @Override
    public List<String> details() {
        return Arrays.asList(
                "1 frees the page cache, 2 dentries and inodes, 3 both; dirty pages are written to disk before (sync)."
                        + " This is 'sync; echo N > /proc/sys/vm/drop_caches'.",
                "No data is lost, but what was cached is read from disk again when it is needed, so the host is slower for a while;"
                        + " 1 costs less than 2. It acts once and takes up to a minute on a large host.");
    }

    @Override
    public List<Option> options() {
        return ReliefRun.OPTIONS;
    }

    @Override
    public List<Example> examples() {
        return Arrays.asList(
                Example.asRoot("drop-caches 1", "drop the page cache only"),
                Example.asRoot("drop-caches 3 --json", "drop both, and print the report as JSON"));
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws UsageException, IOException {
        List<String> operands = arguments.operands();
        if (operands.size() != 1 || !operands.get(0).matches("[123]")) {
            throw new UsageException((operands.isEmpty() ? "drop-caches needs to know what to drop"
                    : "drop-caches " + String.join(" ", operands) + " is not allowed") + ": 1 (page cache), 2 (dentries and inodes)"
                    + " or 3 (both)");
        }
        return new ReliefRun(arguments, terminal).run(ReliefOperation.dropCaches(Integer.parseInt(operands.get(0))));
    }
}
