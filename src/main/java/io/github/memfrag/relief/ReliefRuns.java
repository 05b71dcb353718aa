package io.github.memfrag.relief;

import static java.util.Objects.requireNonNull;

import java.io.Closeable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The reliefs of this JVM: one at a time, each with an id, the last reports, and the thread of those that nobody waits for. Over the
 * whole host the helper keeps the order.
 */
final class ReliefRuns implements Closeable {
    /** So many reports are kept. */
    static final int KEPT = 20;

    private final List<ReliefReport> reports = new ArrayList<>();
    private long lastId;
    private RunningRelief running;
    private Thread thread;
    private boolean cancelled;
    private boolean closed;

    /** @throws IllegalStateException when another relief runs */
    synchronized void checkIdle() {
        if (closed) {
            throw new IllegalStateException("the agent has been stopped, it begins no relief");
        }
        if (running != null) {
            throw new IllegalStateException("one relief at a time: " + running.operation() + ", requested by "
                    + running.requestedBy() + ", runs since " + Instant.ofEpochMilli(running.startEpochMillis()));
        }
    }

    /** Takes up what is on record of the time before this JVM, the oldest first: ids go on from there. */
    synchronized void remember(List<ReliefReport> earlier) {
        earlier.forEach(this::keep);
    }

    /** Keeps a report of something that was not begun. */
    synchronized ReliefReport note(ReliefOperation operation, String requestedBy, ReliefOutcome outcome, String conclusion) {
        RunningRelief relief = new RunningRelief(++lastId, operation, requestedBy, null, System.currentTimeMillis(), "");
        ReliefReport report = new OpenReport(relief, OptionalLong.empty()).ended(outcome, null, conclusion);
        keep(report);
        return report;
    }

    /** The latest relief that ended with the watched zones well; empty when none is known. */
    synchronized Optional<ReliefReport> lastCure() {
        return reports.stream().filter(report -> report.outcome() == ReliefOutcome.DONE && report.recovered().orElse(false))
                .reduce((earlier, later) -> later);
    }

    /**
     * @param way null where none is taken
     * @throws IllegalStateException when another relief runs
     */
    synchronized RunningRelief begin(ReliefOperation operation, String requestedBy, String way) {
        checkIdle();
        running = new RunningRelief(++lastId, operation, requestedBy, way, System.currentTimeMillis(), "");
        cancelled = false;
        return running;
    }

    /** @param step empty between the steps */
    synchronized void step(String step) {
        running = running.at(step);
    }

    synchronized void end(ReliefReport report) {
        keep(requireNonNull(report, "report is null"));
        running = null;
        thread = null;
    }

    private void keep(ReliefReport report) {
        lastId = Math.max(lastId, report.id());
        reports.add(report);
        if (reports.size() > KEPT) {
            reports.remove(0);
        }
    }

    /** It was refused before anything was done: its id is the next one's, unless somebody has made a note meanwhile. */
    synchronized void withdraw() {
        lastId = lastId == running.id() ? lastId - 1 : lastId;
        running = null;
        thread = null;
    }

    synchronized Optional<RunningRelief> running() {
        return Optional.ofNullable(running);
    }

    /** No further step is to be taken. @return whether there was a relief to cancel */
    synchronized boolean cancel() {
        cancelled = running != null;
        return cancelled;
    }

    synchronized boolean isCancelled() {
        return cancelled;
    }

    /** The last ones, the oldest first. */
    synchronized List<ReliefReport> reports() {
        return new ArrayList<>(reports);
    }

    /**
     * @throws IllegalStateException while it runs
     * @throws IllegalArgumentException when there is no such report; the message says which there are
     */
    synchronized ReliefReport report(long id) {
        if (running != null && running.id() == id) {
            throw new IllegalStateException("relief " + id + ", " + running.operation() + ", still runs since "
                    + Instant.ofEpochMilli(running.startEpochMillis())
                    + (running.step().isEmpty() ? "" : ", at " + running.step()) + "; its report comes when it has ended");
        }
        return reports.stream().filter(report -> report.id() == id).findFirst().orElseThrow(() -> new IllegalArgumentException(
                "there is no report of a relief " + id + ": " + (reports.isEmpty() ? "this JVM has none so far"
                        : "there are those of " + reports.get(0).id() + " to " + reports.get(reports.size() - 1).id()
                                + ", the last " + KEPT + " are kept")));
    }

    /** Runs it on a daemon thread, which ends with it: the host's exit waits for nobody. */
    synchronized void inBackground(Runnable relief) {
        Thread started = new Thread(relief, "memfrag-relief");
        started.setDaemon(true);
        started.setContextClassLoader(ReliefRuns.class.getClassLoader());
        thread = started;
        started.start();
    }

    /** No further step; the wait of our own thread for the one under way ends, while the kernel finishes it. */
    @Override
    public synchronized void close() {
        closed = true;
        cancel();
        if (thread != null) {
            thread.interrupt();
        }
    }
}
