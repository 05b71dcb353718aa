package io.github.memfrag.kernel.log;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Finds the failures in what the sources read, and keeps count. One thread writes, any thread reads; bounded in memory. */
final class FailureTally implements LogSink {
    static final int KEPT = 50;
    /** The kernel's own limit for a line (PRINTK_MESSAGE_MAX is 2048, most lines end before 1024); a log file could hold any. */
    private static final int MESSAGE_CHARS = 1024;
    /** The dump is printed at once; log daemons stamp with seconds. */
    private static final long DUMP_MILLIS = 1000;

    private final Consumer<AllocationFailure> listener;
    private final SortedMap<Integer, Long> countByOrder = new TreeMap<>();
    private final SortedMap<Integer, AllocationFailure> lastByOrder = new TreeMap<>();
    private final Deque<AllocationFailure> recent = new ArrayDeque<>(KEPT);
    private Optional<String> source = Optional.empty();
    private List<String> reasons = Collections.emptyList();
    private boolean counting;
    private long xfsDeadlockWarnings;
    private long slabFailures;
    private long skippedLines;
    private long lostRecords;
    private long latestMillis = Long.MIN_VALUE;
    private long countedUntilMillis = Long.MIN_VALUE;
    private boolean awaitingTask;

    /** @param listener is called for each failure on the thread that reads, so it must not block */
    FailureTally(Consumer<AllocationFailure> listener) {
        this.listener = requireNonNull(listener, "listener is null");
    }

    @Override
    public synchronized void opened(String source) {
        this.source = Optional.of(source);
        counting = true;
        // A source that takes over, or is read anew, tells what the one before it has told already.
        countedUntilMillis = latestMillis;
        awaitingTask = false;
    }

    /** Whether a source is read. */
    synchronized boolean isOpen() {
        return source.isPresent();
    }

    /** Why a source is not read, or no longer; what was counted stays. */
    synchronized void reasons(List<String> reasons) {
        this.reasons = requireNonNull(reasons, "reasons is null");
    }

    /** Nothing is read any more. */
    synchronized void ended() {
        source = Optional.empty();
    }

    @Override
    public void record(LogRecord record) {
        for (String line : record.message().split("\n")) {
            line(record, line).ifPresent(listener);
        }
    }

    private synchronized Optional<AllocationFailure> line(LogRecord record, String line) {
        if (record.epochMillis() <= countedUntilMillis) {
            return Optional.empty();
        }
        if (FailureMessage.isOne(line)) {
            Optional<AllocationFailure> failure = FailureMessage.parse(line).map(message -> message.toFailure(
                    record.epochMillis(), record.pid(), shortened(line), source.orElse("")));
            if (failure.isPresent()) {
                count(failure.get());
            } else {
                skippedLines++;
            }
            return failure;
        }
        if (isXfsDeadlockWarning(line)) {
            xfsDeadlockWarnings++;
            latestMillis = Math.max(latestMillis, record.epochMillis());
        } else if (isSlabFailure(line)) {
            slabFailures++;
            latestMillis = Math.max(latestMillis, record.epochMillis());
        } else if (awaitingTask) {
            DumpedTask.parse(line).ifPresent(task -> tellTask(task, record.epochMillis()));
        }
        return Optional.empty();
    }

    private void count(AllocationFailure failure) {
        countByOrder.merge(failure.order(), 1L, Long::sum);
        lastByOrder.put(failure.order(), failure);
        if (recent.size() == KEPT) {
            recent.removeFirst();
        }
        recent.addLast(failure);
        latestMillis = Math.max(latestMillis, failure.epochMillis());
        awaitingTask = !failure.pid().isPresent();
    }

    /** A dump of another task shows that lines of several CPUs are mixed here: then nobody knows whose the next one is. */
    private void tellTask(DumpedTask task, long epochMillis) {
        awaitingTask = false;
        AllocationFailure failure = recent.getLast();
        if (failure.process().equals(task.process()) && epochMillis - failure.epochMillis() <= DUMP_MILLIS) {
            AllocationFailure told = failure.withPid(task.pid());
            recent.removeLast();
            recent.addLast(told);
            lastByOrder.put(told.order(), told);
        }
    }

    /** {@code kmem_alloc} of fs/xfs/kmem.c, {@code xfs_buf_alloc_pages} of fs/xfs/xfs_buf.c; in 2.6 without the task, or "xfs:". */
    private static boolean isXfsDeadlockWarning(String line) {
        return line.regionMatches(true, 0, "XFS", 0, 3) && line.contains("possible memory allocation deadlock");
    }

    /** {@code slab_out_of_memory} of mm/slub.c, and of mm/slab.c until 6.7; later kernels name a CPU before the node. */
    private static boolean isSlabFailure(String line) {
        return line.startsWith("SLUB: Unable to allocate memory on ") || line.startsWith("SLAB: Unable to allocate memory on ");
    }

    @Override
    public synchronized void malformed() {
        skippedLines++;
    }

    @Override
    public synchronized void lost(long records) {
        lostRecords += records;
    }

    synchronized AllocationFailures failures() {
        return new AllocationFailures(source, reasons, counting, countByOrder, lastByOrder, recent, xfsDeadlockWarnings,
                slabFailures, skippedLines, lostRecords);
    }

    private static String shortened(String line) {
        return line.length() <= MESSAGE_CHARS ? line : line.substring(0, MESSAGE_CHARS);
    }
}
