package io.github.memfrag.relief;

import io.github.memfrag.fragmentation.WatchedZones;
import io.github.memfrag.kernel.KernelFiles;
import io.github.memfrag.kernel.KernelReader;
import io.github.memfrag.kernel.KernelTree;
import io.github.memfrag.relief.helper.Ceiling;
import io.github.memfrag.relief.helper.HelperCommand;
import io.github.memfrag.relief.helper.HelperSession;
import io.github.memfrag.relief.helper.ReliefStep;
import io.github.memfrag.relief.helper.ReliefStep.Outcome;
import io.github.memfrag.relief.helper.TestWays;
import io.github.memfrag.relief.helper.Way;
import io.github.memfrag.sampling.Snapshots;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A kernel as a test plays it, with a way to it: what it tells, and how each command changes that. */
final class FakeKernel implements KernelFiles, Way {
    private final List<String> taken = new ArrayList<>();
    private final Map<String, Deque<TestHost>> hostsAfter = new HashMap<>();
    private final Map<String, String> refusals = new HashMap<>();
    private Ceiling ceiling = Ceiling.ALL;
    private RuntimeException closed;
    private Runnable atOpen = () -> { };
    private Runnable atStep = () -> { };
    private volatile TestHost host;

    FakeKernel(TestHost host) {
        this.host = host;
    }

    /** How the host is after the command, each time that it is taken; as before when it is taken more often. */
    FakeKernel after(String command, TestHost... hosts) {
        hostsAfter.put(command, new ArrayDeque<>(List.of(hosts)));
        return this;
    }

    FakeKernel refuses(String command, String message) {
        refusals.put(command, message);
        return this;
    }

    /** This way leads no farther. */
    FakeKernel upTo(Ceiling farthest) {
        ceiling = farthest;
        return this;
    }

    /** The host cannot be held. */
    FakeKernel closed(RuntimeException reason) {
        closed = reason;
        return this;
    }

    /** Does it when the host comes to be held. */
    FakeKernel atOpen(Runnable action) {
        atOpen = action;
        return this;
    }

    /** Does it within each step. */
    FakeKernel atStep(Runnable action) {
        atStep = action;
        return this;
    }

    /** The titles of the commands that were taken. */
    List<String> taken() {
        return taken;
    }

    /** A relief of this kernel that does not wait for anything; its records and its kill switch lie in the folder. */
    Relief relief(Path root, ReliefSettings settings) {
        KernelTree tree = KernelTree.recorded(root);
        return new Relief(tree, TestWays.of(tree, this), new Snapshots(new KernelReader(this), WatchedZones.automatic()), settings,
                OptionalLong.of(4096), new Pace(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ZERO, true));
    }

    @Override
    public String read(String name) throws IOException {
        return host.read(name);
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public Optional<RuntimeException> obstacle(HelperCommand command) {
        return ceiling.allows(command.ceiling()) ? Optional.empty() : Optional.of(new SecurityException("only " + ceiling.text()));
    }

    @Override
    public HelperSession open(Ceiling max, String requestedBy) {
        if (closed != null) {
            throw closed;
        }
        atOpen.run();
        return new HelperSession() {
            @Override
            public ReliefStep take(HelperCommand command, Duration limit) {
                return answer(command.title());
            }

            @Override
            public void close() { }
        };
    }

    private ReliefStep answer(String command) {
        taken.add(command);
        atStep.run();
        if (refusals.containsKey(command)) {
            return new ReliefStep(command, 1, Outcome.FAILED, refusals.get(command));
        }
        TestHost next = hostsAfter.getOrDefault(command, new ArrayDeque<>()).poll();
        host = next == null ? host : next;
        return new ReliefStep(command, 1, Outcome.DONE, "");
    }
}
