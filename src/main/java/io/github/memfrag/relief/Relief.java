package io.github.memfrag.relief;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.kernel.KernelTree;
import io.github.memfrag.relief.helper.Availability;
import io.github.memfrag.relief.helper.HelperCommand;
import io.github.memfrag.relief.helper.HelperSession;
import io.github.memfrag.relief.helper.Ways;
import io.github.memfrag.sampling.Snapshot;
import io.github.memfrag.sampling.Snapshots;
import io.github.memfrag.verdict.State;
import io.github.memfrag.verdict.Verdict;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * Asks the kernel to drop caches or to compact, one relief at a time, and reports what that brought. This is the way in: what keeps a
 * relief out is in {@link Admission}, what it does in {@link Work} and {@link Ladder}, what is known of all of them in
 * {@link ReliefRuns}.
 */
public final class Relief implements Closeable {
    private final Snapshots snapshots;
    private final OptionalLong pageSizeBytes;
    private final Pace pace;
    private final Cooldowns cooldowns;
    private final Admission admission;
    private final Looks looks;
    private final ReliefRuns runs = new ReliefRuns();
    private final Listeners listeners = new Listeners();
    private volatile ReliefSettings settings;

    /**
     * @param tree whose controls are written
     * @param snapshots of the same tree; the first of their orders is the one at which reports of drops and compactions judge
     * @param settings what the operator allows
     * @param pageSizeBytes empty when the kernel does not tell
     */
    public Relief(KernelTree tree, Snapshots snapshots, ReliefSettings settings, OptionalLong pageSizeBytes) {
        this(tree, Ways.of(tree), snapshots, settings, pageSizeBytes, Pace.of(tree));
    }

    Relief(KernelTree tree, Ways ways, Snapshots snapshots, ReliefSettings settings, OptionalLong pageSizeBytes, Pace pace) {
        requireNonNull(tree, "tree is null");
        this.snapshots = requireNonNull(snapshots, "snapshots is null");
        this.settings = requireNonNull(settings, "settings is null");
        this.pageSizeBytes = requireNonNull(pageSizeBytes, "pageSizeBytes is null");
        this.pace = requireNonNull(pace, "pace is null");
        this.cooldowns = new Cooldowns(tree, () -> this.settings);
        this.admission = new Admission(ways, () -> this.settings, new KillSwitch(tree), cooldowns);
        this.looks = new Looks(snapshots, cooldowns, pace);
    }

    /** What the operator allows from now on; the relief that runs goes on as it was begun. */
    public void apply(ReliefSettings changed) {
        settings = requireNonNull(changed, "changed is null");
    }

    /** Tells a listener of every relief from now on. */
    public void addListener(ReliefListener listener) {
        listeners.add(listener);
    }

    /** Of each sample: a drop of caches by somebody else shows in it, and begins a cooldown. */
    public void see(Snapshot sample) {
        sample.reading().vmStat().ifPresent(cooldowns::see);
        cooldowns.keep();
    }

    /** What may be done here and what not: dropCaches, compactMemory and each node's compactNode. */
    public List<Availability> available() {
        return admission.available();
    }

    /** What is being done now; empty when nothing is. */
    public Optional<RunningRelief> running() {
        return runs.running();
    }

    /** The last 20 reports, the oldest first. */
    public List<ReliefReport> reports() {
        return runs.reports();
    }

    /** The latest report of a relief; empty before the first. What is only a note is passed over. */
    public Optional<ReliefReport> lastReport() {
        return runs.reports().stream().filter(report -> !report.outcome().isNote()).reduce((earlier, later) -> later);
    }

    /** Takes up what is on record of the time before this JVM, the oldest first; before the first relief. */
    public void remember(List<ReliefReport> earlier) {
        runs.remember(earlier);
    }

    /** Keeps a report of a relief that was considered and not begun, and tells it. */
    public void note(ReliefOperation operation, String requestedBy, ReliefOutcome outcome, String conclusion) {
        ReliefReport note = runs.note(operation, requestedBy, outcome, conclusion);
        listeners.tell(listener -> listener.finished(note));
    }

    /**
     * The report with that id, of the last 20.
     *
     * @throws IllegalStateException while that relief runs
     * @throws IllegalArgumentException when there is no such report; the message says which there are
     */
    public ReliefReport report(long id) {
        return runs.report(id);
    }

    /** For how many seconds no compaction, and so no ladder, is begun; 0 when it may be. */
    public long compactCooldownSeconds() {
        return cooldowns.compact().map(Cooldown::leftSeconds).orElse(0L);
    }

    /** For how many seconds no caches are dropped; 0 when they may be. A ladder ends before its first drop meanwhile. */
    public long dropCooldownSeconds() {
        return cooldowns.drop().map(Cooldown::leftSeconds).orElse(0L);
    }

    /**
     * Lets the running relief take no further step; the one under way cannot be stopped.
     *
     * @return whether there was a relief to cancel
     */
    public boolean cancel() {
        return runs.cancel();
    }

    /**
     * Does it, and returns when it is done; that may take minutes. An interrupt ends the wait but not the kernel's work: no
     * further step is begun, the report says so, and the thread stays interrupted.
     *
     * @param requestedBy who asked, for the report: {@code JMX}, {@code command line}
     * @return the report, also of a relief that failed once it was begun, and of one for which there was nothing to do
     * @throws IllegalArgumentException when there is no such node or order; the message says which there are
     * @throws UnsupportedOperationException when this kernel, or what is mounted here, cannot do it
     * @throws SecurityException when this process may not; the message says who may, and how
     * @throws IllegalStateException while another relief runs, it is too soon after another, or the operator does not allow it; the
     *         message says what blocks, since when, and for how long
     * @throws IOException when the kernel cannot be read: without evidence nothing is begun
     */
    public ReliefReport run(ReliefOperation operation, String requestedBy) throws IOException {
        Assignment assignment = admit(operation, requestedBy);
        ReliefReport report = null;
        try {
            report = assignment.carryOut();
        } finally {
            if (report == null) {
                runs.withdraw();
            }
        }
        end(report);
        return report;
    }

    /**
     * Begins it, and returns at once. What shows only later, such as a relief of another JVM, ends in a report that says so. Throws as
     * {@link #run} does.
     *
     * @return the id of its report
     */
    public long start(ReliefOperation operation, String requestedBy) throws IOException {
        Assignment assignment = admit(operation, requestedBy);
        boolean begun = false;
        try {
            runs.inBackground(() -> end(assignment.carryOutOrReport()));
            begun = true;
        } finally {
            if (!begun) { // The host has no thread left.
                runs.withdraw();
            }
        }
        return assignment.id();
    }

    private void end(ReliefReport report) {
        runs.end(report);
        listeners.tell(listener -> listener.finished(report));
    }

    private Assignment admit(ReliefOperation operation, String requestedBy) throws IOException {
        requireNonNull(operation, "operation is null");
        requireNonNull(requestedBy, "requestedBy is null");
        // What cannot be asked for at all is not worth another try later.
        admission.checkNode(operation);
        Snapshot snapshot = looks.glance();
        Recovery recovery = operation.order().isPresent() ? recovery(operation, snapshot) : null;
        runs.checkIdle();
        admission.checkAllowed(operation);
        cooldowns.keep();
        Optional<String> nothingToDo = recovery == null ? Optional.empty() : recovery.nothingToDo(snapshot);
        if (nothingToDo.isPresent()) {
            return Assignment.idle(new OpenReport(runs.begin(operation, requestedBy, null), previousCure(snapshot)),
                    recovery.isRecovered(snapshot.host()), nothingToDo.get());
        }
        Reach reach = admission.reach(operation);
        admission.checkCooldown(operation);
        OpenReport report = new OpenReport(runs.begin(operation, requestedBy, reach.way().name()), previousCure(snapshot));
        return Assignment.of(report, reach, session -> work(report, reach, session));
    }

    /** Until the verdict turned bad; where it has not, or was bad all along, until now. */
    private OptionalLong previousCure(Snapshot snapshot) {
        Optional<ReliefReport> cure = runs.lastCure();
        if (!cure.isPresent()) {
            return OptionalLong.empty();
        }
        long curedEpochMillis = cure.get().startEpochMillis() + cure.get().durationMillis();
        Verdict verdict = snapshot.verdict();
        long sinceEpochMillis = verdict.state() == State.OK ? 0 : verdict.sinceEpochMillis().orElse(0);
        long endEpochMillis = sinceEpochMillis > curedEpochMillis ? sinceEpochMillis : System.currentTimeMillis();
        return OptionalLong.of(Math.max(0, endEpochMillis - curedEpochMillis));
    }

    private ReliefReport work(OpenReport report, Reach reach, HelperSession session) throws IOException {
        RunningRelief relief = report.relief();
        Snapshot before = looks.now();
        admission.checkCooldown(relief.operation()); // Another JVM may have held the host until this moment.
        if (!relief.operation().order().isPresent()) {
            session.limit(relief.operation().command()).ifPresent(limit -> {
                throw new SecurityException(relief.operation() + " is refused: " + limit);
            });
        }
        listeners.tell(listener -> listener.started(relief.id(), relief.operation(), relief.requestedBy()));
        Steps steps = new Steps(relief.id(), session, runs, listeners, cooldowns, pace);
        Work work = new Work(report, steps, looks, pace, pageSizeBytes);
        if (!relief.operation().order().isPresent()) {
            return work.write(before, snapshots.settings().watchOrders(before.reading().buddyInfo().orders()).get(0));
        }
        Recovery recovery = recovery(relief.operation(), before);
        return work.climb(before, ladder(relief.operation(), reach, recovery, session::limit), recovery);
    }

    /**
     * What a ladder would do if it were begun now. It asks the kernel for nothing.
     *
     * @param operation with an order
     * @throws IllegalArgumentException when the kernel has no such order; the message says which it has
     * @throws IOException when the kernel cannot be read
     */
    public ReliefPlan plan(ReliefOperation operation) throws IOException {
        requireNonNull(operation, "operation is null");
        Snapshot snapshot = looks.glance();
        Recovery recovery = recovery(operation, snapshot);
        Planner planner = new Planner(operation, snapshot);
        Optional<String> nothingToDo = recovery.nothingToDo(snapshot);
        Optional<String> forbidden = refusal(() -> {
            runs.checkIdle();
            admission.checkAllowed(operation);
        });
        if (nothingToDo.isPresent()) {
            return planner.nothing("Nothing to do: " + nothingToDo.get() + ".", forbidden);
        }
        if (admission.allowsNothing()) {
            return planner.nothing("It would do nothing.", forbidden);
        }
        AtomicReference<Reach> reach = new AtomicReference<>();
        Optional<String> obstacle = forbidden.isPresent() ? forbidden : refusal(() -> {
            reach.set(admission.reach(operation));
            admission.checkCooldown(operation);
        });
        return planner.climb(ladder(operation, reach.get(), recovery, drop -> Optional.empty()), Optional.ofNullable(reach.get()), obstacle);
    }

    /** Why it is refused; empty when it is not. */
    private static Optional<String> refusal(Runnable check) {
        try {
            check.run();
            return Optional.empty();
        } catch (IllegalStateException | UnsupportedOperationException | SecurityException e) {
            return Optional.of(e.getMessage());
        }
    }

    private Recovery recovery(ReliefOperation operation, Snapshot snapshot) {
        int order = operation.order().orElseThrow(() -> new IllegalArgumentException(operation + " has no order to recover"));
        int orders = snapshot.reading().buddyInfo().orders();
        if (order >= orders) {
            throw new IllegalArgumentException("order is " + order + "; allowed are 0 to " + (orders - 1) + ", which this kernel has");
        }
        return Recovery.of(order, snapshots.settings().thresholds(order), snapshot.host());
    }

    /**
     * @param reach null where it is not known, since nothing may be begun anyway
     * @param granted why who does it will not, once that has been asked
     */
    private Ladder ladder(ReliefOperation operation, Reach reach, Recovery recovery, Function<HelperCommand, Optional<String>> granted) {
        return new Ladder(recovery, drop -> {
            Optional<String> asked = reach != null ? reach.limit(drop) : Reach.limit(operation, drop);
            Optional<String> limit = asked.isPresent() ? asked : granted.apply(drop);
            // That the page cache has just been dropped, by this very ladder, is no reason to wait with the slab.
            return limit.isPresent() || drop != Ladder.DROP_PAGE_CACHE ? limit : cooldowns.drop().map(Cooldown::text);
        });
    }

    /** No further relief, and no further step of the one that runs. */
    @Override
    public void close() {
        runs.close();
    }
}
