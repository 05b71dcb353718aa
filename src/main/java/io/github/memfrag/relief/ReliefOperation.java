package io.github.memfrag.relief;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.relief.helper.HelperCommand;
import java.util.OptionalInt;

/** What one asks the kernel for: to drop clean caches, or to compact. */
public final class ReliefOperation {
    private final String name;
    private final HelperCommand command;
    private final OptionalInt what;
    private final OptionalInt node;

    private ReliefOperation(String name, HelperCommand command, OptionalInt what, OptionalInt node) {
        this.name = requireNonNull(name, "name is null");
        this.command = requireNonNull(command, "command is null");
        this.what = requireNonNull(what, "what is null");
        this.node = requireNonNull(node, "node is null");
    }

    /**
     * Writes dirty pages to disk, then drops what is clean.
     *
     * @param what as the kernel counts: 1 page cache, 2 dentries and inodes, 3 both
     * @throws IllegalArgumentException for anything else
     */
    public static ReliefOperation dropCaches(int what) {
        // Newer kernels take a 4 too: it mutes their log line until the next boot, which is nobody's wish here.
        if (what < 1 || what > 3) {
            throw new IllegalArgumentException(
                    "what is " + what + "; allowed are 1 (page cache), 2 (dentries and inodes) and 3 (both)");
        }
        return new ReliefOperation("dropCaches(" + what + ")", HelperCommand.dropCaches(what),
                OptionalInt.of(what), OptionalInt.empty());
    }

    /** Compacts every zone of every node. */
    public static ReliefOperation compactMemory() {
        return new ReliefOperation("compactMemory()", HelperCommand.COMPACT,
                OptionalInt.empty(), OptionalInt.empty());
    }

    /**
     * Compacts every zone of one NUMA node. Whether there is such a node shows when it is run.
     *
     * @throws IllegalArgumentException for a number below 0
     */
    public static ReliefOperation compactNode(int node) {
        if (node < 0) {
            throw new IllegalArgumentException("node is " + node + "; nodes count from 0");
        }
        return new ReliefOperation("compactNode(" + node + ")", HelperCommand.compactNode(node), OptionalInt.empty(), OptionalInt.of(node));
    }

    /** As one would call it: {@code dropCaches(3)}. */
    public String name() {
        return name;
    }

    /** What is dropped: 1, 2 or 3; empty for a compaction. */
    public OptionalInt what() {
        return what;
    }

    boolean dropsPageCache() {
        return what.isPresent() && (what.getAsInt() & 1) != 0;
    }

    boolean dropsSlab() {
        return what.isPresent() && (what.getAsInt() & 2) != 0;
    }

    /** The one node that it is about; empty for the whole host. */
    public OptionalInt node() {
        return node;
    }

    HelperCommand command() {
        return command;
    }

    @Override
    public String toString() {
        return name;
    }
}
