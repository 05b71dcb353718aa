package io.github.memfrag.kernel.log;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.kernel.KernelTree;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Follows the kernel's log and counts the failed allocations in it, on a daemon thread of its own. One source is read at a time, the
 * first that can be read, so that nothing counts twice; one that ends is replaced after a minute.
 */
public final class KernelLog implements Closeable {
    private static final long RETRY_MILLIS = TimeUnit.MINUTES.toMillis(1);
    private static final long CLOSE_MILLIS = 2000;

    private final List<LogSource> sources;
    private final long retryMillis;
    private final FailureTally tally;
    private final HandOff<AllocationFailure> handOff;
    private final Consumer<String> log;
    private final Thread thread;

    private KernelLog(List<LogSource> sources, long retryMillis, Consumer<AllocationFailure> listener, Consumer<String> log) {
        this.sources = requireNonNull(sources, "sources is null");
        this.retryMillis = retryMillis;
        this.log = requireNonNull(log, "log is null");
        handOff = new HandOff<>("memfrag-failure-events", listener);
        tally = new FailureTally(handOff);
        thread = new Thread(this::run, "memfrag-kernel-log");
        thread.setDaemon(true);
        thread.setContextClassLoader(KernelLog.class.getClassLoader());
    }

    /**
     * Starts at once and never fails: what cannot be read is told by {@link AllocationFailures#reasons()}, and by one line when
     * nothing can be.
     *
     * @param tree whose log: the host's, or a recorded one's, which is never mixed with the host's
     * @param setting the words of {@code kernel.log}: auto, none, kmsg, journal, or absolute paths of log files
     * @param listener gets each failure, those of this boot from before the start too, on a thread of its own; a slow one misses
     *         the older ones of a burst, {@link AllocationFailures#lastByOrder()} none
     * @param log for a line to the operator
     */
    public static KernelLog start(KernelTree tree, List<String> setting, Consumer<AllocationFailure> listener,
            Consumer<String> log) {
        return start(LogSources.of(tree, setting), RETRY_MILLIS, listener, log);
    }

    static KernelLog start(List<LogSource> sources, long retryMillis, Consumer<AllocationFailure> listener, Consumer<String> log) {
        KernelLog kernelLog = new KernelLog(sources, retryMillis, listener, log);
        kernelLog.thread.start();
        return kernelLog;
    }

    /** What was counted up to now. */
    public AllocationFailures failures() {
        return tally.failures();
    }

    private void run() {
        try {
            if (sources.isEmpty()) {
                tally.reasons(Collections.singletonList("kernel.log=none"));
                return;
            }
            if (!followFirstReadable()) {
                log.accept("failed allocations are not counted, as no kernel log can be read: "
                        + String.join("; ", tally.failures().reasons()) + ". root may read them, CAP_SYSLOG opens /dev/kmsg, the group"
                        + " systemd-journal the journal, the group adm most log files; kernel.log= names another file, or none");
                return;
            }
            log.accept("the kernel's log can no longer be read (" + String.join("; ", tally.failures().reasons())
                    + "); trying again every minute");
            while (true) {
                Thread.sleep(retryMillis);
                followFirstReadable();
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    /** Returns when the source that was read has ended; false when none could be read. */
    private boolean followFirstReadable() throws InterruptedException {
        List<String> reasons = new ArrayList<>();
        for (LogSource source : sources) {
            tally.reasons(new ArrayList<>(reasons));
            reasons.add(source.name() + ": " + follow(source));
            tally.reasons(reasons);
            if (tally.isOpen()) {
                tally.ended();
                return true;
            }
        }
        return false;
    }

    /** Why it is not read, or not any more. */
    private String follow(LogSource source) throws InterruptedException {
        try {
            source.follow(tally);
            return "ended";
        } catch (ClosedByInterruptException e) {
            throw new InterruptedException();
        } catch (AccessDeniedException e) {
            return "permission denied";
        } catch (NoSuchFileException e) {
            return "no such file";
        } catch (FileSystemException e) {
            return said(e.getReason(), e);
        } catch (IOException | RuntimeException e) {
            return said(e.getMessage(), e);
        }
    }

    private static String said(String reason, Exception e) {
        return reason == null ? e.toString() : reason;
    }

    /** Ends the reading: when this returns, no thread of ours waits for the kernel any more and no child runs. */
    @Override
    public void close() {
        thread.interrupt();
        handOff.close();
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
