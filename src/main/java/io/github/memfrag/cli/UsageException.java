package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;

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

    /** @param problems of a configuration: an agent would go on with its defaults, a command does not */
    static void throwIfAny(List<String> problems) throws UsageException {
        if (!problems.isEmpty()) {
            List<String> all = new ArrayList<>(problems);
            all.add("nothing was started.");
            throw new UsageException(all);
        }
    }

    /** At least one. */
    List<String> problems() {
        return Collections.unmodifiableList(problems);
    }
}
