package io.github.memfrag.kernel.log;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The kernel's messages of this boot in systemd's journal, through a {@code journalctl} that follows it. The child sees its output
 * closed when this JVM is gone, and ends: at once since systemd 240, before that at the kernel's next message
 * (https://github.com/systemd/systemd/pull/10511).
 */
final class Journal implements LogSource {
    /** short-unix: the one format whose times have neither a zone nor a missing year. -k means this boot, too. */
    static final List<String> COMMAND = Collections.unmodifiableList(
            Arrays.asList("journalctl", "-k", "-f", "--no-tail", "-o", "short-unix"));

    private static final long POLL_MILLIS = 500;
    private static final long STOP_SECONDS = 1;
    private static final int COMPLAINT_LINES = 10;
    private static final int COMPLAINT_CHARS = 300;

    private final List<String> command;
    private final long silenceMillis;

    /** @param silenceMillis how long the journal may show no message of this boot before its complaints count as refusal */
    Journal(List<String> command, long silenceMillis) {
        this.command = requireNonNull(command, "command is null");
        this.silenceMillis = silenceMillis;
    }

    @Override
    public String name() {
        return "journal";
    }

    @Override
    public void follow(LogSink sink) throws IOException, InterruptedException {
        Process process = start();
        try {
            follow(process, sink);
        } finally {
            process.destroy();
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    /** Standard error comes with the output: journalctl says there what may not be read, and then follows nothing for ever. */
    private Process start() throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader loader = thread.getContextClassLoader();
        // The JDK's reaper thread inherits it, outlives us, and would keep our classes from being unloaded.
        thread.setContextClassLoader(null);
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            return process;
        } finally {
            thread.setContextClassLoader(loader);
        }
    }

    private void follow(Process process, LogSink sink) throws IOException, InterruptedException {
        InputStream output = process.getInputStream();
        Reading reading = new Reading(sink);
        LineSplitter splitter = new LineSplitter();
        byte[] bytes = new byte[8 * 1024];
        long start = System.nanoTime();
        while (true) {
            boolean alive = process.isAlive(); // Asked first, so that its last words are read.
            // Polled, since a blocked read of a pipe cannot be interrupted.
            while (output.available() > 0 && !Thread.currentThread().isInterrupted()) {
                splitter.add(bytes, Math.max(0, output.read(bytes)), reading::line);
            }
            if (!alive) {
                throw new IOException(reading.complaint().orElse("journalctl ended with status " + process.exitValue()));
            }
            if (TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) >= silenceMillis) {
                reading.silenceIsOver();
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private final class Reading {
        private final LogSink sink;
        private final List<String> complaints = new ArrayList<>();
        private boolean opened;

        Reading(LogSink sink) {
            this.sink = sink;
        }

        void line(String text) {
            Optional<SyslogLine> parsed = SyslogLine.parse(text, System.currentTimeMillis(), ZoneOffset.UTC);
            if (parsed.isPresent() && parsed.get().isZoned()) {
                open();
                SyslogLine line = parsed.get();
                sink.record(new LogRecord(Math.min(System.currentTimeMillis(), line.epochMillis().getAsLong()), line.pid(),
                        line.message()));
            } else if (opened && FailureMessage.isOne(text)) {
                sink.malformed();
            } else if (!opened && !text.startsWith("-- ") && complaints.size() < COMPLAINT_LINES) {
                complaints.add(text.trim());
            }
        }

        /** A journal may have lost this boot's messages and yet be readable; then it has said nothing at all. */
        void silenceIsOver() throws IOException {
            if (!opened && !complaints.isEmpty()) {
                throw new IOException(complaint().get());
            }
            open();
        }

        private void open() {
            if (!opened) {
                opened = true;
                sink.opened(name());
            }
        }

        Optional<String> complaint() {
            String text = String.join(" ", complaints);
            return text.isEmpty() ? Optional.empty()
                    : Optional.of(text.length() <= COMPLAINT_CHARS ? text : text.substring(0, COMPLAINT_CHARS) + "…");
        }
    }
}
