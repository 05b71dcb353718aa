package io.github.memfrag.relief;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** One thing that {@code memfrag-helper} does, with the name that people know it by. */
final class HelperCommand {
    static final HelperCommand SYNC = new HelperCommand("sync", "sync");
    static final HelperCommand COMPACT = new HelperCommand("compact_memory", "compact");

    private final String title;
    private final List<String> arguments;

    private HelperCommand(String title, String... arguments) {
        this.title = requireNonNull(title, "title is null");
        this.arguments = Collections.unmodifiableList(new ArrayList<>(Arrays.asList(arguments)));
    }

    static HelperCommand dropCaches(int what) {
        return new HelperCommand("drop_caches " + what, "drop-caches", Integer.toString(what));
    }

    static HelperCommand compactNode(int node) {
        return new HelperCommand("node" + node + "/compact", "compact-node", Integer.toString(node));
    }

    /** For example {@code drop_caches 3}: the kernel's name of the control, and what is written to it. */
    String title() {
        return title;
    }

    /** The verb and its argument. */
    List<String> arguments() {
        return arguments;
    }
}
