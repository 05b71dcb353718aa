package io.github.memfrag.relief;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.relief.helper.Ceiling;
import io.github.memfrag.relief.helper.HelperCommand;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What one asks the kernel for: to drop clean caches, to compact, or to recover an order by as little of both as it takes. */
public final class ReliefOperation {
    private static final String CEILINGS = "compact, pagecache and all";

    private static final Pattern CALL = Pattern.compile("(\\w+)\\((\\d{0,9})(?:, (\\w+))?\\)");

    private final String name;
    private final Ceiling ceiling;
    private final HelperCommand command;
    private final OptionalInt what;
    private final OptionalInt node;
    private final OptionalInt order;

    private ReliefOperation(String name, Ceiling ceiling, HelperCommand command, OptionalInt what, OptionalInt node, OptionalInt order) {
        this.name = requireNonNull(name, "name is null");
        this.ceiling = requireNonNull(ceiling, "ceiling is null");
        this.command = command;
        this.what = requireNonNull(what, "what is null");
        this.node = requireNonNull(node, "node is null");
        this.order = requireNonNull(order, "order is null");
    }

    private static ReliefOperation write(String name, HelperCommand command, OptionalInt what, OptionalInt node) {
        return new ReliefOperation(name, command.ceiling(), command, what, node, OptionalInt.empty());
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
        return write("dropCaches(" + what + ")", HelperCommand.dropCaches(what),
                OptionalInt.of(what), OptionalInt.empty());
    }

    /** Compacts every zone of every node. */
    public static ReliefOperation compactMemory() {
        return write("compactMemory()", HelperCommand.COMPACT,
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
        return write("compactNode(" + node + ")", HelperCommand.compactNode(node), OptionalInt.empty(), OptionalInt.of(node));
    }

    /** The ladder for one order, as far as it takes and the operator allows. */
    public static ReliefOperation relieve(int order) {
        return relieve(order, Ceiling.ALL);
    }

    /**
     * The ladder for one order. Whether the kernel has that order shows when it is run.
     *
     * @param max how far it may go at most
     * @throws IllegalArgumentException for a number below 0, and for a ceiling that allows nothing
     */
    public static ReliefOperation relieve(int order, Ceiling max) {
        if (order < 0) {
            throw new IllegalArgumentException("order is " + order + "; orders count from 0");
        }
        if (max == Ceiling.NONE) {
            throw new IllegalArgumentException("max is none; allowed are " + CEILINGS);
        }
        return new ReliefOperation("relieve(" + order + (max == Ceiling.ALL ? "" : ", " + max.text()) + ")", max, null,
                OptionalInt.empty(), OptionalInt.empty(), OptionalInt.of(order));
    }

    /**
     * The same, the ceiling as one writes it.
     *
     * @param max {@code compact}, {@code pagecache} or {@code all}
     * @throws IllegalArgumentException for anything else
     */
    public static ReliefOperation relieve(int order, String max) {
        return relieve(order, Ceiling.named(max).filter(ceiling -> ceiling != Ceiling.NONE)
                .orElseThrow(() -> new IllegalArgumentException("max is " + max + "; allowed are " + CEILINGS)));
    }

    /**
     * The operation of that {@link #name()}.
     *
     * @throws IllegalArgumentException when there is none
     */
    static ReliefOperation named(String name) {
        Matcher call = CALL.matcher(name);
        if (call.matches()) {
            int number = Integer.parseInt("0" + call.group(2));
            switch (call.group(1)) {
                case "dropCaches":
                    return dropCaches(number);
                case "compactMemory":
                    return compactMemory();
                case "compactNode":
                    return compactNode(number);
                case "relieve":
                    return call.group(3) == null ? relieve(number) : relieve(number, call.group(3));
                default:
            }
        }
        throw new IllegalArgumentException("there is no operation " + name);
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

    /** The order that is to recover; empty for a single write. */
    public OptionalInt order() {
        return order;
    }

    /** How far it goes, or for a ladder may go. */
    public Ceiling ceiling() {
        return ceiling;
    }

    /** The one write that it is; null for a ladder, whose steps show as it goes. */
    HelperCommand command() {
        return command;
    }

    @Override
    public String toString() {
        return name;
    }
}
