package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.config.ConfigurationReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The command line was not understood; each problem says in one line what was wrong and what is allowed. */
final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ArrayList<String> problems;

    UsageException(String problem) {
        this(Collections.singletonList(requireNonNull(problem, "problem is null")));
    }

    private UsageException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = new ArrayList<>(problems);
    }

    /** Of a configuration with something wrong in it: an agent would go on with its defaults, a command does not. */
    static void throwIfAny(ConfigurationReader.Result read) throws UsageException {
        if (!read.faults().isEmpty()) {
            List<String> all = new ArrayList<>(read.faults());
            all.add("nothing was started.");
            throw new UsageException(all);
        }
    }

    /** At least one. */
    List<String> problems() {
        return Collections.unmodifiableList(problems);
    }
}
