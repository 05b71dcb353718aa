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
import java.util.concurrent.atomic.AtomicLong;

/** Asks the kernel to drop caches or to compact, one request at a time, and reports what that brought. */
public final class Relief {
    private static final Duration SYNC_LIMIT = Duration.ofSeconds(60);
    /** Far beyond any write seen (tens of seconds): it only ends the wait for a kernel that hangs. */
    private static final Duration WRITE_LIMIT = Duration.ofMinutes(10);

    private final Ways ways;
    private final Snapshots snapshots;
    private final int watchOrder;
    private final OptionalLong pageSizeBytes;
    private final Duration syncLimit;
    private final Duration writeLimit;
    private final ReliefGuard guard = new ReliefGuard();
    private final AtomicLong ids = new AtomicLong();
    private volatile ReliefReport lastReport;

    /**
     * @param tree whose controls are written
     * @param snapshots of the same tree
     * @param watchOrder the order at which reports judge
     * @param pageSizeBytes empty when the kernel does not tell
     */
    public Relief(KernelTree tree, Snapshots snapshots, int watchOrder, OptionalLong pageSizeBytes) {
        this(Ways.of(tree), snapshots, watchOrder, pageSizeBytes, SYNC_LIMIT, WRITE_LIMIT);
    }

    Relief(Ways ways, Snapshots snapshots, int watchOrder, OptionalLong pageSizeBytes, Duration syncLimit, Duration writeLimit) {
        this.ways = requireNonNull(ways, "ways is null");
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
    public ReliefReport run(ReliefOperation operation, String requestedBy, ReliefProgress progress) throws IOException {
        requireNonNull(operation, "operation is null");
        requireNonNull(requestedBy, "requestedBy is null");
        requireNonNull(progress, "progress is null");
        Way way = ways.choose(operation.command(), operation.command());
        long startEpochMillis = System.currentTimeMillis();
        guard.begin(new RunningRelief(operation, requestedBy, startEpochMillis, ""));
        try (HelperSession session = way.open(operation.command().ceiling(), requestedBy)) {
            Snapshot before = snapshots.take();
            List<ReliefStep> steps = takeSteps(operation, session, progress);
            Snapshot after = snapshots.take();
            ReliefEffect effect = new ReliefEffect(before, after, operation.node(), watchOrder, pageSizeBytes);
            ReliefReport report = new ReliefReport(ids.incrementAndGet(), operation, requestedBy, startEpochMillis, steps,
                    effect, Conclusion.of(operation, steps, effect));
            lastReport = report;
            return report;
        } finally {
            guard.end();
        }
    }

    private List<ReliefStep> takeSteps(ReliefOperation operation, HelperSession session, ReliefProgress progress) {
        List<ReliefStep> steps = new ArrayList<>();
        if (operation.what().isPresent()) {
            // Only clean pages can be dropped. What cannot be written back in time stays, and the drop goes on without it.
            steps.add(take(HelperCommand.SYNC, syncLimit, session, progress));
        }
        if (steps.stream().noneMatch(step -> step.outcome() == Outcome.INTERRUPTED)) {
            steps.add(take(operation.command(), writeLimit, session, progress));
        }
        return steps;
    }

    private ReliefStep take(HelperCommand command, Duration limit, HelperSession session, ReliefProgress progress) {
        guard.step(command.title());
        progress.stepStarted(command.title());
        ReliefStep step = session.take(command, limit);
        guard.step("");
        progress.stepEnded(step);
        return step;
    }
}
