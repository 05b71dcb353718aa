package io.github.memfrag.relief.helper;

import io.github.memfrag.kernel.KernelTree;
import io.github.memfrag.kernel.VmControls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** The ways to the kernel's controls from this JVM, and which of them a relief goes. */
public final class Ways {
    private final VmControls controls;
    private final List<Way> ways;

    Ways(VmControls controls, Way... ways) {
        this.controls = controls;
        this.ways = Collections.unmodifiableList(Arrays.asList(ways));
    }

    public static Ways of(KernelTree tree) {
        return new Ways(new VmControls(tree), checked(tree, new ThisJvm()).toArray(new Way[0]));
    }

    /** In the order in which they are tried. A recorded tree is a directory like others, which nobody watches over. */
    static List<CheckedWay> checked(KernelTree tree, Account account) {
        Controls controls = new Controls(new VmControls(tree), account);
        HostSetUp setUp = new HostSetUp(tree, account);
        Helper helper = Helper.packed(tree);
        CheckedWay direct = new DirectWay(helper, controls);
        return tree.recordedRoot().isPresent() ? Collections.singletonList(direct) : Arrays.asList(direct,
                new GroupWay(helper, controls, setUp), new SudoWay(controls, setUp), new SpoolWay(controls, setUp));
    }

    /**
     * The first way by which all that is wanted can be done; if there is none, the first by which what is needed can.
     *
     * @param needed without which there is no point in beginning
     * @param wanted the farthest that the relief may go
     * @throws IllegalArgumentException when there is no such node; it names those there are
     * @throws UnsupportedOperationException when this kernel, or what is mounted here, cannot do what is needed
     * @throws SecurityException when no way is open to this JVM; the message says how to open one
     */
    public Way choose(HelperCommand needed, HelperCommand wanted) {
        checkNode(needed);
        Optional<Way> whole = ways.stream().filter(way -> !way.obstacle(wanted).isPresent()).findFirst();
        Optional<Way> way = whole.isPresent() ? whole
                : ways.stream().filter(open -> !open.obstacle(needed).isPresent()).findFirst();
        return way.orElseThrow(() -> refusal(needed));
    }

    /** A way that is open less far than needed is what its user knows; where there is none, the first may tell what would open one. */
    private RuntimeException refusal(HelperCommand needed) {
        List<RuntimeException> obstacles = new ArrayList<>();
        ways.forEach(way -> way.obstacle(needed).ifPresent(obstacles::add));
        return obstacles.stream().filter(CeilingException.class::isInstance).findFirst().orElse(obstacles.get(0));
    }

    /** One row for dropCaches, one for compactMemory, one for each node's compactNode. */
    public List<Availability> available() {
        List<Availability> rows = new ArrayList<>();
        rows.add(availability("dropCaches", HelperCommand.dropCaches(3)));
        rows.add(availability("compactMemory", HelperCommand.COMPACT));
        try {
            for (int node : controls.nodes()) {
                rows.add(availability("compactNode(" + node + ")", HelperCommand.compactNode(node)));
            }
        } catch (IOException e) {
            rows.add(Availability.not("compactNode", "cannot list the NUMA nodes: " + e));
        }
        return Collections.unmodifiableList(rows);
    }

    private Availability availability(String operation, HelperCommand command) {
        try {
            return Availability.by(choose(command, command), operation);
        } catch (IllegalArgumentException | UnsupportedOperationException | SecurityException e) {
            return Availability.not(operation, e.getMessage());
        }
    }

    /**
     * Of a command for one node; any other passes.
     *
     * @throws IllegalArgumentException when there is no such node; it names those there are
     * @throws UnsupportedOperationException when this kernel shows no nodes
     */
    public void checkNode(HelperCommand command) {
        if (!command.node().isPresent()) {
            return;
        }
        SortedSet<Integer> nodes;
        try {
            nodes = controls.nodes();
        } catch (IOException e) {
            throw new UnsupportedOperationException("cannot list the NUMA nodes: " + e, e);
        }
        int node = command.node().getAsInt();
        if (nodes.isEmpty()) {
            throw new UnsupportedOperationException("this kernel shows no NUMA nodes; compactMemory() compacts all there is");
        }
        if (!nodes.contains(node)) {
            throw new IllegalArgumentException("there is no node " + node + " here; nodes of this host: " + nodes);
        }
    }
}
