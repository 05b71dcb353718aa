package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.config.ConfigKey;
import io.github.memfrag.fragmentation.Snapshot;
import io.github.memfrag.fragmentation.Snapshots;
import io.github.memfrag.fragmentation.WatchedZones;
import io.github.memfrag.kernel.KernelReader;
import io.github.memfrag.kernel.KernelTree;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The kernel that a command is about, and the order it is asked about: {@code --kernel-root} and {@code --order}. */
final class KernelView {
    static final List<Option> OPTIONS = Collections.unmodifiableList(Arrays.asList(Option.ORDER, Option.KERNEL_ROOT));
    private static final int MAX_ORDER = 30;

    private final KernelTree tree;
    private final KernelReader reader;
    private final Snapshots snapshots;
    private final int order;

    private KernelView(KernelTree tree, int order) {
        this.tree = tree;
        this.reader = new KernelReader(tree);
        this.snapshots = new Snapshots(reader, WatchedZones.automatic());
        this.order = order;
    }

    static KernelView of(Arguments arguments) throws UsageException {
        requireNonNull(arguments, "arguments is null");
        int order = arguments.number(Option.ORDER, 0, MAX_ORDER).orElse(Integer.parseInt(ConfigKey.WATCH_ORDER.defaultText()));
        return new KernelView(tree(arguments), order);
    }

    private static KernelTree tree(Arguments arguments) throws UsageException {
        if (!arguments.has(Option.KERNEL_ROOT)) {
            return KernelTree.host();
        }
        String directory = arguments.value(Option.KERNEL_ROOT).orElse("");
        try {
            return KernelTree.recorded(Paths.get(directory));
        } catch (InvalidPathException e) {
            throw new UsageException(Option.KERNEL_ROOT + " " + directory + " is not a path");
        } catch (IllegalArgumentException e) {
            throw new UsageException(Option.KERNEL_ROOT + ": " + e.getMessage());
        }
    }

    /**
     * Reads the kernel now.
     *
     * @throws UsageException when this kernel does not have the order
     */
    Snapshot take() throws IOException, UsageException {
        Snapshot snapshot = snapshots.take();
        int orders = snapshot.reading().buddyInfo().orders();
        if (order >= orders) {
            throw new UsageException(Option.ORDER + " " + order + " is not allowed: this kernel has the orders 0 to " + (orders - 1));
        }
        return snapshot;
    }

    KernelTree tree() {
        return tree;
    }

    KernelReader reader() {
        return reader;
    }

    Snapshots snapshots() {
        return snapshots;
    }

    int order() {
        return order;
    }

    Pages pages() {
        return new Pages(reader.pageSizeBytes());
    }

    /** One line: which host this is, or which recording. */
    String subject(Style style) {
        String facts = String.join(style.separator(), HostFacts.read(tree).facts());
        return tree.recordedRoot().map(root -> style.yellow("Recorded tree " + root + ", not this host")
                + (facts.isEmpty() ? "" : style.separator())).orElse("") + style.dim(facts);
    }
}
