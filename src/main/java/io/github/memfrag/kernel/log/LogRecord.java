package io.github.memfrag.kernel.log;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;

/** One message of the kernel's log, whoever kept it. */
final class LogRecord {
    private final long epochMillis;
    private final OptionalInt pid;
    private final String message;

    LogRecord(long epochMillis, OptionalInt pid, String message) {
        this.epochMillis = epochMillis;
        this.pid = requireNonNull(pid, "pid is null");
        this.message = requireNonNull(message, "message is null");
    }

    long epochMillis() {
        return epochMillis;
    }

    /** The task that printed it, where the kernel says so (CONFIG_PRINTK_CALLER). */
    OptionalInt pid() {
        return pid;
    }

    /** What was printed, without time stamps and prefixes; several lines are possible. */
    String message() {
        return message;
    }
}
