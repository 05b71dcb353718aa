package io.github.memfrag.kernel;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.AccessMode;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files that the kernel takes orders from, and whether this process may write to them. It writes to none itself: such a
 * write cannot be interrupted, so it is left to a child process.
 */
public final class VmControls {
    /** Takes 1 (page cache), 2 (dentries and inodes) or 3 (both). {@code drop_caches_sysctl_handler} of fs/drop_caches.c. */
    public static final String DROP_CACHES = "/proc/sys/vm/drop_caches";
    /** Takes 1; there with CONFIG_COMPACTION only. {@code sysctl_compaction_handler} of mm/compaction.c. */
    public static final String COMPACT_MEMORY = "/proc/sys/vm/compact_memory";

    private static final String NODES = "/sys/devices/system/node";
    private static final Pattern NODE = Pattern.compile("node(\\d{1,6})");
    private static final String STATUS = "/proc/self/status";
    private static final Pattern UID = Pattern.compile("(?m)^Uid:\\s+\\d+\\s+(\\d+)");

    private final KernelTree tree;

    public VmControls(KernelTree tree) {
        this.tree = requireNonNull(tree, "tree is null");
    }

    /** The file that compacts one NUMA node; there with CONFIG_COMPACTION only. */
    public static String compactNode(int node) {
        return NODES + "/node" + node + "/compact";
    }

    /** Where a control lies on this machine's disk. */
    public Path locate(String control) {
        return tree.locate(control);
    }

    /** Whether these are a recorded tree's files: whoever owns them may write to them, and no kernel sees it. */
    public boolean recorded() {
        return tree.recordedRoot().isPresent();
    }

    /**
     * Asks the kernel whether this process may write to a control, without writing. The kernel's own answer counts, since no
     * rule about uid and mode foresees user namespaces, security modules and read-only mounts.
     *
     * @throws NoSuchFileException when the kernel has no such control, or it is not mounted here
     * @throws java.nio.file.AccessDeniedException when this process may not write to it
     * @throws IOException for any other reason; a read-only mount gives a FileSystemException that says so
     */
    public void checkWritable(String control) throws IOException {
        Path file = locate(control);
        file.getFileSystem().provider().checkAccess(file, AccessMode.WRITE);
    }

    /** The NUMA nodes of this host; empty when the kernel shows none (without CONFIG_NUMA). */
    public SortedSet<Integer> nodes() throws IOException {
        SortedSet<Integer> nodes = new TreeSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(locate(NODES))) {
            for (Path entry : entries) {
                Matcher name = NODE.matcher(entry.getFileName().toString());
                if (name.matches()) {
                    nodes.add(Integer.valueOf(name.group(1)));
                }
            }
        } catch (NoSuchFileException e) {
            return Collections.emptySortedSet();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return nodes;
    }

    /** The effective uid of this JVM, on which the kernel's answer depends; empty when {@code /proc} does not tell. */
    public static OptionalLong effectiveUid() {
        try {
            Matcher uid = UID.matcher(KernelTree.host().read(STATUS));
            return uid.find() ? OptionalLong.of(Long.parseLong(uid.group(1))) : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
