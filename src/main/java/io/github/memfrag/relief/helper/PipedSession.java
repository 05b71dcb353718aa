package io.github.memfrag.relief.helper;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.relief.helper.ReliefStep.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A session with {@code memfrag-helper serve} in a child process: requests go to its input, answers come from its output, a line
 * each. The child is never killed: the kernel would go on all the same, and nobody would know. When its input ends, also by this
 * JVM's death, it ends too, as soon as what it is at has ended.
 */
final class PipedSession implements HelperSession {
    private static final Duration BEGIN_LIMIT = Duration.ofSeconds(10);
    /** How long an idle helper may take to end. */
    private static final Duration END_LIMIT = Duration.ofSeconds(1);
    /** How often one who waits looks whether the child still lives: an orphan of it may keep its output open. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final int MESSAGE_LIMIT = 4096;
    private static final String MESSAGE_PREFIX = "memfrag-helper: ";
    /** Java gives 128 + n as the exit status of a process that signal n ended. */
    private static final int SIGNALLED = 128;
    /** The end of the output. */
    private static final String END = "";

    private final Process child;
    /** Reads the child's output to its end, and closes it. */
    private final Thread reading;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    /** Answers that nobody waited for. They still come, before those to later requests. */
    private int owed;
    private Answer lastWords;

    private PipedSession(Process child) {
        this.child = requireNonNull(child, "child is null");
        this.reading = reader();
    }

    /**
     * Starts the child and waits until it is ready.
     *
     * @param command of a child that serves
     * @param environment all that the child knows of it
     * @throws IOException and others as {@link Way#open} says
     */
    static PipedSession begin(List<String> command, Map<String, String> environment) throws IOException {
        PipedSession session = new PipedSession(ChildProcess.start(command, environment));
        session.reading.start();
        boolean begun = false;
        try {
            Answer ready = session.answer(System.nanoTime() + BEGIN_LIMIT.toNanos());
            if (ready == null) {
                throw new IOException("memfrag-helper did not begin within " + BEGIN_LIMIT.getSeconds() + " s");
            }
            ready.checkBegun();
            begun = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while memfrag-helper began");
        } finally {
            if (!begun) {
                session.endInput();
            }
        }
        return session;
    }

    @Override
    public ReliefStep take(HelperCommand command, Duration limit) {
        long startNanos = System.nanoTime();
        if (Thread.currentThread().isInterrupted()) {
            return new ReliefStep(command.title(), 0, Outcome.INTERRUPTED, "interrupted before it was begun");
        }
        try {
            request(command);
            Answer answer = answerToLast(startNanos + limit.toNanos());
            return answer != null ? answer.step(command, millisSince(startNanos))
                    : new ReliefStep(command.title(), millisSince(startNanos), Outcome.TIMED_OUT,
                            "not finished after " + limit.toMillis() / 1000.0 + " s, left to itself");
        } catch (IOException e) {
            return lastWords().step(command, millisSince(startNanos));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ReliefStep(command.title(), millisSince(startNanos), Outcome.INTERRUPTED,
                    "no longer waited for, left to itself");
        }
    }

    @Override
    public void close() {
        endInput();
        if (owed == 0) {
            awaitEnd();
        }
    }

    /** Of an idle child: the next relief of this JVM would else be refused because of a helper that is just about to end. */
    private void awaitEnd() {
        try {
            if (child.waitFor(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                reading.join(END_LIMIT.toMillis());
                child.getErrorStream().close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // Nothing was to be read from it any more.
        }
    }

    private void request(HelperCommand command) throws IOException {
        OutputStream requests = child.getOutputStream();
        requests.write((String.join(" ", command.arguments()) + "\n").getBytes(StandardCharsets.US_ASCII));
        requests.flush();
        owed++;
    }

    private Answer answerToLast(long deadlineNanos) throws InterruptedException {
        while (true) {
            Answer answer = answer(deadlineNanos);
            if (answer == null || --owed == 0) {
                return answer;
            }
        }
    }

    private void endInput() {
        try {
            child.getOutputStream().close();
        } catch (IOException e) {
            // The child is gone.
        }
    }

    /** Null when none comes in time. The last words of a child that has ended are its answer to all that is asked. */
    private Answer answer(long deadlineNanos) throws InterruptedException {
        long leftNanos = deadlineNanos - System.nanoTime();
        do {
            boolean alive = child.isAlive(); // Asked first, so that its last line is read.
            String line = lines.poll(alive ? Math.min(leftNanos, LOOK_NANOS) : LOOK_NANOS, TimeUnit.NANOSECONDS);
            if (line != null || !alive) {
                return line == null || line.equals(END) ? lastWords() : Answer.parse(line);
            }
            leftNanos = deadlineNanos - System.nanoTime();
        } while (leftNanos > 0);
        return null;
    }

    private Thread reader() {
        Thread thread = new Thread(() -> {
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    lines.add(line);
                }
            } catch (IOException e) {
                // Ends as an output that was closed.
            }
            lines.add(END);
        }, "memfrag-helper");
        thread.setDaemon(true);
        thread.setContextClassLoader(PipedSession.class.getClassLoader());
        thread.setUncaughtExceptionHandler((dead, thrown) -> lines.add(END));
        return thread;
    }

    private Answer lastWords() {
        if (lastWords == null) {
            lastWords = end();
        }
        return lastWords;
    }

    private Answer end() {
        try {
            if (!child.waitFor(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Answer(Answer.OTHER_ERROR, "closed its output");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer(Answer.OTHER_ERROR, "closed its output");
        }
        int status = child.exitValue();
        String said = said().trim();
        if (said.startsWith(MESSAGE_PREFIX)) {
            said = said.substring(MESSAGE_PREFIX.length());
        } else if (said.isEmpty()) {
            said = status > SIGNALLED ? "ended by signal " + (status - SIGNALLED) : "ended with exit status " + status;
        }
        return new Answer(status == Answer.OK ? Answer.OTHER_ERROR : status, said);
    }

    /** Never blocks, whoever else may still hold the other end of the pipe. */
    private String said() {
        InputStream in = child.getErrorStream();
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

    private static long millisSince(long startNanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
    }
}
