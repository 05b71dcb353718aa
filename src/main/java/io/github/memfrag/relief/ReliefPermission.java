package io.github.memfrag.relief;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.kernel.VmControls;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedSet;

/** Tells before anything is done whether an operation may be done here, and if not, who may and how. */
final class ReliefPermission {
    private static final Path SHELL = Paths.get("/bin/sh");

    private final VmControls controls;

    ReliefPermission(VmControls controls) {
        this.controls = requireNonNull(controls, "controls is null");
    }

    /**
     * @throws IllegalArgumentException when there is no such node; it names those there are
     * @throws UnsupportedOperationException when this kernel, or what is mounted here, cannot do it
     * @throws SecurityException when this process may not do it
     * @throws IOException when that cannot be told
     */
    void check(ReliefOperation operation) throws IOException {
        if (operation.node().isPresent()) {
            checkNode(operation.node().getAsInt());
        }
        Path file = controls.locate(operation.control());
        try {
            controls.checkWritable(operation.control());
        } catch (NoSuchFileException e) {
            throw new UnsupportedOperationException("there is no " + file + (operation.what().isPresent()
                    ? ": is /proc/sys mounted here?" : ": this kernel was built without CONFIG_COMPACTION"), e);
        } catch (AccessDeniedException e) {
            throw new SecurityException(denied(operation, file), e);
        } catch (FileSystemException e) {
            throw new SecurityException("cannot write to " + file + ": " + e.getReason()
                    + ". Containers have it read-only unless they are privileged; on the host, as root: "
                    + commandLine(operation), e);
        }
        if (!Files.isExecutable(SHELL)) {
            throw new UnsupportedOperationException("there is no " + SHELL + " here, which is to write to " + file
                    + ": use an image with a shell, or on the host, as root: " + commandLine(operation));
        }
    }

    /** One row for dropCaches, one for compactMemory, one for each node's compactNode. */
    List<Availability> available() {
        List<Availability> rows = new ArrayList<>();
        rows.add(availability("dropCaches", ReliefOperation.dropCaches(3)));
        rows.add(availability("compactMemory", ReliefOperation.compactMemory()));
        try {
            for (int node : controls.nodes()) {
                rows.add(availability("compactNode(" + node + ")", ReliefOperation.compactNode(node)));
            }
        } catch (IOException e) {
            rows.add(new Availability("compactNode", "cannot list the NUMA nodes: " + e));
        }
        return Collections.unmodifiableList(rows);
    }

    private Availability availability(String name, ReliefOperation operation) {
        try {
            check(operation);
            return new Availability(name, null);
        } catch (IllegalArgumentException | UnsupportedOperationException | SecurityException e) {
            return new Availability(name, e.getMessage());
        } catch (IOException e) {
            return new Availability(name, e.toString());
        }
    }

    private void checkNode(int node) throws IOException {
        SortedSet<Integer> nodes = controls.nodes();
        if (nodes.isEmpty()) {
            throw new UnsupportedOperationException("this kernel shows no NUMA nodes; compactMemory() compacts all there is");
        }
        if (!nodes.contains(node)) {
            throw new IllegalArgumentException("there is no node " + node + " here; nodes of this host: " + nodes);
        }
    }

    private String denied(ReliefOperation operation, Path file) {
        OptionalLong uid = VmControls.effectiveUid();
        String runsAs = uid.isPresent() ? "this JVM runs as uid " + uid.getAsLong() : "this JVM runs as another user";
        if (controls.recorded()) {
            return runsAs + ", which may not write to " + file;
        }
        if (uid.isPresent() && uid.getAsLong() == 0) {
            return "the kernel does not let this JVM write to " + file + " although it runs as uid 0: root of a user namespace"
                    + " (rootless container) is not the host's root. On the host, as root: " + commandLine(operation);
        }
        String group = operation.node().isPresent()
                ? ", or membership in a group that root gave the file (chgrp GROUP FILE && chmod 0220 FILE)" : "";
        return operation + " needs effective uid 0 to write to " + file + group + "; " + runsAs + ". As root: "
                + commandLine(operation);
    }

    private static String commandLine(ReliefOperation operation) {
        String arguments = operation.what().isPresent() ? "drop-caches " + operation.what().getAsInt()
                : operation.node().isPresent() ? "compact --node " + operation.node().getAsInt() : "compact";
        return "java -jar memfrag-agent.jar " + arguments;
    }
}
