package io.github.memfrag.relief.helper;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.relief.helper.ReliefStep.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A child process at work. It is never killed: the kernel would go on all the same, and nobody would know. */
final class HelperChild {
    private static final int MESSAGE_LIMIT = 4096;
    private static final String MESSAGE_PREFIX = "memfrag-helper: ";
    /** Java gives 128 + n as the exit status of a process that signal n ended. */
    private static final int SIGNALLED = 128;

    private final HelperCommand command;
    private final Process process;
    private final long startEpochMillis = System.currentTimeMillis();
    private final long startNanos = System.nanoTime();

    HelperChild(HelperCommand command, Process process) {
        this.command = requireNonNull(command, "command is null");
        this.process = requireNonNull(process, "process is null");
    }

    HelperCommand command() {
        return command;
    }

    long startEpochMillis() {
        return startEpochMillis;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for its end, but not beyond the limit. An interrupt ends the wait at once and stays set. */
    ReliefStep await(Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return step(Outcome.TIMED_OUT, "not finished after " + limit.toMillis() / 1000.0 + " s, left to itself");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return step(Outcome.INTERRUPTED, "no longer waited for, left to itself");
        }
        int status = process.exitValue();
        return status == 0 ? step(Outcome.DONE, "") : step(Outcome.FAILED, failure(status));
    }

    private ReliefStep step(Outcome outcome, String message) {
        return new ReliefStep(command.title(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos), outcome, message);
    }

    private String failure(int status) {
        String said = said().trim();
        if (!said.isEmpty()) {
            return said.startsWith(MESSAGE_PREFIX) ? said.substring(MESSAGE_PREFIX.length()) : said;
        }
        return status > SIGNALLED ? "ended by signal " + (status - SIGNALLED) : "ended with exit status " + status;
    }

    /** Never blocks, whoever else may still hold the other end of the pipe. */
    private String said() {
        InputStream in = process.getErrorStream();
        // The JDK's reaper thread drains the same stream when the process ends, under this monitor.
        synchronized (in) {
            try {
                byte[] bytes = new byte[Math.min(in.available(), MESSAGE_LIMIT)];
                int length = bytes.length == 0 ? 0 : Math.max(0, in.read(bytes));
                return new String(bytes, 0, length, StandardCharsets.UTF_8);
            } catch (IOException e) {
                return "";
            }
        }
    }
}
