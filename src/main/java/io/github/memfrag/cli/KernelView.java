package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.config.ConfigKey;
import io.github.memfrag.config.Configuration;
import io.github.memfrag.config.ConfigurationReader;
import io.github.memfrag.fragmentation.WatchedZones;
import io.github.memfrag.kernel.KernelReader;
import io.github.memfrag.kernel.KernelTree;
import io.github.memfrag.sampling.Snapshot;
import io.github.memfrag.sampling.Snapshots;
import io.github.memfrag.verdict.VerdictSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The kernel that a command is about, and the orders it is asked about. */
final class KernelView {
    static final List<Option> OPTIONS = Collections.unmodifiableList(Arrays.asList(Option.ORDER, Option.KERNEL_ROOT));

    private final KernelTree tree;
    private final KernelReader reader;
    private final Snapshots snapshots;
    private final List<Integer> orders;

    private KernelView(KernelTree tree, Configuration configuration) {
        this.tree = tree;
        this.reader = new KernelReader(tree);
        VerdictSettings settings = VerdictSettings.of(configuration).withoutPreface();
        this.snapshots = new Snapshots(reader,
                configuration.get(ConfigKey.ZONES).map(WatchedZones::named).orElseGet(WatchedZones::automatic), settings);
        this.orders = settings.watchOrders();
    }

    static KernelView of(Arguments arguments) throws UsageException {
        requireNonNull(arguments, "arguments is null");
        boolean asked = arguments.value(Option.ORDER, ConfigKey.WATCH_ORDER.type()).isPresent();
        return new KernelView(tree(arguments), asked
                ? ConfigurationReader.read(ConfigKey.WATCH_ORDER + "=" + arguments.value(Option.ORDER).get()).configuration()
                : Configuration.defaults());
    }

    /** As the service with this configuration sees it. */
    static KernelView of(Configuration configuration) throws UsageException {
        requireNonNull(configuration, "configuration is null");
        Optional<Path> recorded = configuration.get(ConfigKey.KERNEL_ROOT);
        return new KernelView(recorded.isPresent() ? recorded(recorded.get()) : KernelTree.host(), configuration);
    }

    /** The options as the agent's arguments would say the same: they are short for a key. */
    static List<String> settings(Arguments arguments) {
        List<String> settings = new ArrayList<>();
        arguments.value(Option.CONFIG).ifPresent(file -> settings.add(ConfigKey.CONFIG + "=" + file));
        arguments.value(Option.KERNEL_ROOT).ifPresent(directory -> settings.add(ConfigKey.KERNEL_ROOT + "=" + directory));
        arguments.value(Option.ORDER).ifPresent(order -> settings.add(ConfigKey.WATCH_ORDER + "=" + order));
        return settings;
    }

    private static KernelTree tree(Arguments arguments) throws UsageException {
        Optional<String> directory = arguments.value(Option.KERNEL_ROOT);
        try {
            return directory.isPresent() ? recorded(Paths.get(directory.get())) : KernelTree.host();
        } catch (InvalidPathException e) {
            throw new UsageException("'" + directory.get() + "' is not a path");
        }
    }

    private static KernelTree recorded(Path directory) throws UsageException {
        if (!Files.isDirectory(directory)) {
            throw new UsageException("there is no directory " + directory + " with a recorded tree");
        }
        return KernelTree.recorded(directory);
    }

    /**
     * Reads the kernel now.
     *
     * @throws UsageException when this kernel does not have all of the orders
     */
    Snapshot take() throws IOException, UsageException {
        Snapshot snapshot = snapshots.take();
        int max = snapshot.reading().buddyInfo().orders() - 1;
        for (int order : orders) {
            if (order > max) {
                throw new UsageException("order " + order + " is not allowed: this kernel has the orders 0 to " + max);
            }
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

    /** The most important of the orders. */
    int order() {
        return orders.get(0);
    }

    Pages pages() {
        return new Pages(reader.pageSizeBytes());
    }

    /** Which host this is, or which recording. */
    List<String> subject(Style style) {
        List<String> lines = new ArrayList<>();
        tree.recordedRoot().ifPresent(root -> lines.add(style.yellow("Recorded tree " + root + ", not this host")));
        String facts = String.join(style.separator(), HostFacts.read(tree).facts());
        if (!facts.isEmpty()) {
            lines.add(style.dim(facts));
        }
        return lines;
    }
}
