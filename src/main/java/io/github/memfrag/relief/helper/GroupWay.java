package io.github.memfrag.relief.helper;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.relief.helper.ReliefStep.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.TimeUnit;

/** Our own child process compacts node by node, where root gave a group the nodes' files and the host's lock. */
final class GroupWay implements CheckedWay {
    private final Helper helper;
    private final Controls controls;
    private final HostSetUp setUp;

    GroupWay(Helper helper, Controls controls, HostSetUp setUp) {
        this.helper = requireNonNull(helper, "helper is null");
        this.controls = requireNonNull(controls, "controls is null");
        this.setUp = requireNonNull(setUp, "setUp is null");
    }

    @Override
    public String name() {
        return "group";
    }

    @Override
    public List<Gap> gaps(HelperCommand command) {
        if (command.ceiling() != Ceiling.COMPACT) {
            return Collections.singletonList(Gap.of("no group may drop caches: the kernel lets root only"));
        }
        List<Gap> gaps = new ArrayList<>();
        try {
            for (HelperCommand node : byNode(command)) {
                Path file = controls.files().locate(node.control());
                controls.impossible(node).ifPresent(gaps::add);
                if (gaps.isEmpty()) {
                    setUp.groupGap(file).ifPresent(gaps::add);
                }
            }
        } catch (IOException e) {
            return Collections.singletonList(Gap.unsupported("cannot list the NUMA nodes: " + e));
        }
        setUp.groupGap(setUp.lock()).filter(lock -> gaps.stream().noneMatch(gap -> gap.remedies().containsAll(lock.remedies())))
                .ifPresent(gaps::add);
        return gaps;
    }

    @Override
    public HelperSession open(Ceiling max, String requestedBy) throws IOException {
        HelperSession session = helper.open(max.min(Ceiling.COMPACT), requestedBy);
        return new HelperSession() {
            @Override
            public ReliefStep take(HelperCommand command, Duration limit) {
                return takeByNode(session, command, limit);
            }

            @Override
            public void close() {
                session.close();
            }
        };
    }

    private ReliefStep takeByNode(HelperSession session, HelperCommand command, Duration limit) {
        long startNanos = System.nanoTime();
        ReliefStep last = new ReliefStep(command.title(), 0, Outcome.FAILED, "this kernel shows no NUMA nodes");
        try {
            for (HelperCommand node : byNode(command)) {
                last = session.take(node, limit.minusNanos(System.nanoTime() - startNanos));
                if (!last.done()) {
                    break;
                }
            }
        } catch (IOException e) {
            last = new ReliefStep(command.title(), 0, Outcome.FAILED, "cannot list the NUMA nodes: " + e);
        }
        return new ReliefStep(command.title(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos), last.outcome(),
                last.message());
    }

    /** Whoever is not root may compact nodes only. */
    private List<HelperCommand> byNode(HelperCommand command) throws IOException {
        if (command != HelperCommand.COMPACT) {
            return Collections.singletonList(command);
        }
        SortedSet<Integer> nodes = controls.files().nodes();
        if (nodes.isEmpty()) {
            throw new IOException("this kernel shows none");
        }
        List<HelperCommand> commands = new ArrayList<>();
        nodes.forEach(node -> commands.add(HelperCommand.compactNode(node)));
        return commands;
    }
}
