package io.github.memfrag.kernel.log;

import static java.util.Objects.requireNonNull;

import java.util.Objects;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** One page allocation that the kernel could not serve, as its log tells it ({@code warn_alloc} of mm/page_alloc.c). */
public final class AllocationFailure {
    private final long epochMillis;
    private final int order;
    private final String process;
    private final OptionalInt pid;
    private final OptionalLong mode;
    private final String flags;
    private final String message;
    private final String source;

    public AllocationFailure(long epochMillis, int order, String process, OptionalInt pid, OptionalLong mode, String flags,
            String message, String source) {
        if (order < 0) {
            throw new IllegalArgumentException("order is " + order);
        }
        this.epochMillis = epochMillis;
        this.order = order;
        this.process = requireNonNull(process, "process is null");
        this.pid = requireNonNull(pid, "pid is null");
        this.mode = requireNonNull(mode, "mode is null");
        this.flags = requireNonNull(flags, "flags is null");
        this.message = requireNonNull(message, "message is null");
        this.source = requireNonNull(source, "source is null");
    }

    /** The same failure, now that a later line has told whose it was. */
    AllocationFailure withPid(int pid) {
        return new AllocationFailure(epochMillis, order, process, OptionalInt.of(pid), mode, flags, message, source);
    }

    /** Wall-clock time of the failure; never later than the time at which it was read. */
    public long epochMillis() {
        return epochMillis;
    }

    /** A block of 2^order pages was asked for. */
    public int order() {
        return order;
    }

    /**
     * Name of the task that asked ({@code comm}: at most 15 characters, a thread's name for Java), which need not be to blame: an
     * interrupt allocates in the name of whoever runs. Empty when the line does not tell.
     */
    public String process() {
        return process;
    }

    /** Id of the task that asked; known when the kernel prints callers, or from the stack dump that follows the failure. */
    public OptionalInt pid() {
        return pid;
    }

    /** The allocation's gfp mask. What its bits mean differs by kernel; empty when the line ends before it. */
    public OptionalLong mode() {
        return mode;
    }

    /**
     * The mask in words, joined with {@code |}: the kernel's own words where it printed them (Linux 4.6 and later), else the names of
     * those bits that mean the same in every kernel, and the other bits as a hexadecimal number. Empty without a mask.
     */
    public String flags() {
        return flags;
    }

    /** What the kernel printed, without time stamps and without the prefix of a log. */
    public String message() {
        return message;
    }

    /** Where it was read: {@code /dev/kmsg}, {@code journal} or the path of a log file. */
    public String source() {
        return source;
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof AllocationFailure)) {
            return false;
        }
        AllocationFailure that = (AllocationFailure) other;
        return epochMillis == that.epochMillis && order == that.order && process.equals(that.process) && pid.equals(that.pid)
                && mode.equals(that.mode) && flags.equals(that.flags) && message.equals(that.message)
                && source.equals(that.source);
    }

    @Override
    public int hashCode() {
        return Objects.hash(epochMillis, order, process, message);
    }

    @Override
    public String toString() {
        return source + " at " + epochMillis + ": " + message;
    }
}
