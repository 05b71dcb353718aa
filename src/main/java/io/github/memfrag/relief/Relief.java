package io.github.memfrag.relief;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.kernel.KernelTree;
import io.github.memfrag.relief.helper.Availability;
import io.github.memfrag.relief.helper.HelperCommand;
import io.github.memfrag.relief.helper.HelperSession;
import io.github.memfrag.relief.helper.ReliefStep;
import io.github.memfrag.relief.helper.ReliefStep.Outcome;
import io.github.memfrag.relief.helper.Way;
import io.github.memfrag.relief.helper.Ways;
import io.github.memfrag.sampling.Snapshot;
import io.github.memfrag.sampling.Snapshots;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Asks the kernel to drop caches or to compact, one request at a time, and reports what that brought. */
public final class Relief {
    private static final Duration SYNC_LIMIT = Duration.ofSeconds(60);
    /** Far beyond any write seen (tens of seconds): it only ends the wait for a kernel that hangs. */
    private static final Duration WRITE_LIMIT = Duration.ofMinutes(10);

    private final Ways ways;
    private final ReliefSettings settings;
    private final Snapshots snapshots;
    private final int watchOrder;
    private final OptionalLong pageSizeBytes;
    private final Duration syncLimit;
    private final Duration writeLimit;
    private final ReliefGuard guard = new ReliefGuard();
    private final List<ReliefListener> listeners = new CopyOnWriteArrayList<>();
    private volatile ReliefReport lastReport;

    /**
     * @param tree whose controls are written
     * @param snapshots of the same tree
     * @param settings what the operator allows
     * @param watchOrder the order at which reports judge
     * @param pageSizeBytes empty when the kernel does not tell
     */
    public Relief(KernelTree tree, Snapshots snapshots, ReliefSettings settings, int watchOrder, OptionalLong pageSizeBytes) {
        this(Ways.of(tree), snapshots, settings, watchOrder, pageSizeBytes, SYNC_LIMIT, WRITE_LIMIT);
    }

    Relief(Ways ways, Snapshots snapshots, ReliefSettings settings, int watchOrder, OptionalLong pageSizeBytes, Duration syncLimit,
            Duration writeLimit) {
        this.ways = requireNonNull(ways, "ways is null");
        this.settings = requireNonNull(settings, "settings is null");
        this.snapshots = requireNonNull(snapshots, "snapshots is null");
        this.watchOrder = watchOrder;
        this.pageSizeBytes = requireNonNull(pageSizeBytes, "pageSizeBytes is null");
        this.syncLimit = requireNonNull(syncLimit, "syncLimit is null");
        this.writeLimit = requireNonNull(writeLimit, "writeLimit is null");
    }

    /** What may be done here and what not: dropCaches, compactMemory and each node's compactNode. */
    public List<Availability> available() {
        return ways.available();
    }

    /** What is being done now; empty when nothing is. */
    public Optional<RunningRelief> running() {
        return guard.running();
    }

    /** The latest report of this JVM; empty before the first. */
    public Optional<ReliefReport> lastReport() {
        return Optional.ofNullable(lastReport);
    }

    /**
     * Does it, and returns when it is done; that may take minutes. An interrupt ends the wait but not the kernel's work: no
     * further step is begun, the report says so, and the thread stays interrupted.
     *
     * @param requestedBy who asked, for the report: {@code JMX}, {@code command line}
     * @return the report, also of a relief that failed once it was begun
     * @throws IllegalArgumentException when there is no such node
     * @throws UnsupportedOperationException when this kernel, or what is mounted here, cannot do it
     * @throws SecurityException when this process may not; the message says who may, and how
     * @throws IllegalStateException while another relief runs; the message says which, and since when
     * @throws IOException when the kernel cannot be read: without evidence nothing is begun
     */
    public ReliefReport run(ReliefOperation operation, String requestedBy) throws IOException {
        requireNonNull(operation, "operation is null");
        requireNonNull(requestedBy, "requestedBy is null");
        Way way = ways.choose(operation.command(), operation.command());
        long startNanos = System.nanoTime();
        RunningRelief running = guard.begin(operation, requestedBy, way.name());
        try (HelperSession session = way.open(operation.command().ceiling(), requestedBy)) {
            tell(listener -> listener.started(running.id(), operation, requestedBy));
            Snapshot before = snapshots.take();
            List<ReliefStep> steps = takeSteps(running, session);
            Snapshot after = snapshots.take();
            ReliefEffect effect = new ReliefEffect(before, after, operation.node(), watchOrder, pageSizeBytes);
            ReliefStep last = steps.get(steps.size() - 1);
            ReliefOutcome outcome = last.done() ? ReliefOutcome.DONE
                    : last.outcome() == Outcome.FAILED ? ReliefOutcome.FAILED : ReliefOutcome.UNFINISHED;
            ReliefReport report = new ReliefReport(running, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos), outcome,
                    steps, effect, null, Conclusion.of(operation, steps, effect));
            lastReport = report;
            tell(listener -> listener.finished(report));
            return report;
        } finally {
            guard.end();
        }
    }

    /** Tells a listener of every relief from now on. */
    public void addListener(ReliefListener listener) {
        listeners.add(requireNonNull(listener, "listener is null"));
    }

    private List<ReliefStep> takeSteps(RunningRelief running, HelperSession session) {
        List<ReliefStep> steps = new ArrayList<>();
        if (running.operation().what().isPresent()) {
            // Only clean pages can be dropped. What cannot be written back in time stays, and the drop goes on without it.
            steps.add(take(running, HelperCommand.SYNC, syncLimit, session));
        }
        if (steps.stream().noneMatch(step -> step.outcome() == Outcome.INTERRUPTED)) {
            steps.add(take(running, running.operation().command(), writeLimit, session));
        }
        return steps;
    }

    private ReliefStep take(RunningRelief running, HelperCommand command, Duration limit, HelperSession session) {
        guard.step(command.title());
        tell(listener -> listener.stepStarted(running.id(), command.title()));
        ReliefStep step = session.take(command, limit);
        guard.step("");
        tell(listener -> listener.stepEnded(running.id(), step));
        return step;
    }

    private void tell(Consumer<ReliefListener> event) {
        for (ReliefListener listener : listeners) {
            try {
                event.accept(listener);
            } catch (RuntimeException | Error e) {
                // Who looks on must not spoil what has begun.
            }
        }
    }
}
