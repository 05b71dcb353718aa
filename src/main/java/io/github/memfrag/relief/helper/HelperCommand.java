package io.github.memfrag.relief.helper;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.kernel.VmControls;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;

/** One thing that {@code memfrag-helper} does, with the name that people know it by. */
public final class HelperCommand {
    public static final HelperCommand SYNC = new HelperCommand("sync", Ceiling.PAGECACHE, null, OptionalInt.empty(), "sync");
    public static final HelperCommand COMPACT = new HelperCommand("compact_memory", Ceiling.COMPACT, VmControls.COMPACT_MEMORY,
            OptionalInt.empty(), "compact");

    private final String title;
    private final Ceiling ceiling;
    private final String control;
    private final OptionalInt node;
    private final List<String> arguments;

    private HelperCommand(String title, Ceiling ceiling, String control, OptionalInt node, String... arguments) {
        this.title = requireNonNull(title, "title is null");
        this.ceiling = requireNonNull(ceiling, "ceiling is null");
        this.control = control;
        this.node = requireNonNull(node, "node is null");
        this.arguments = Collections.unmodifiableList(new ArrayList<>(Arrays.asList(arguments)));
    }

    /** @param what 1 page cache, 2 dentries and inodes, 3 both; 0 frees nothing, and newer kernels refuse it */
    public static HelperCommand dropCaches(int what) {
        return new HelperCommand("drop_caches " + what, what <= 1 ? Ceiling.PAGECACHE : Ceiling.ALL, VmControls.DROP_CACHES,
                OptionalInt.empty(), "drop-caches", Integer.toString(what));
    }

    public static HelperCommand compactNode(int node) {
        return new HelperCommand("node" + node + "/compact", Ceiling.COMPACT, VmControls.compactNode(node), OptionalInt.of(node),
                "compact-node", Integer.toString(node));
    }

    /** For example {@code drop_caches 3}: the kernel's name of the control, and what is written to it. */
    public String title() {
        return title;
    }

    /** The lowest ceiling under which it is allowed. */
    public Ceiling ceiling() {
        return ceiling;
    }

    /** The control file that is written; null for sync, which writes none. */
    String control() {
        return control;
    }

    /** The one node that it is about; empty for the whole host. */
    OptionalInt node() {
        return node;
    }

    /** The verb and its argument. */
    List<String> arguments() {
        return arguments;
    }
}
