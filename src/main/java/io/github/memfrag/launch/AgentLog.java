package io.github.memfrag.launch;

import static java.util.Objects.requireNonNull;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardOpenOption;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The agent's few lines: to standard error, a file, or nowhere. The latest warnings are kept for the Agent MBean. */
public final class AgentLog {
    private static final int KEPT_WARNINGS = 20;

    private final Path file;
    private final boolean silent;
    private final Deque<String> warnings = new ArrayDeque<>();
    private boolean fileFailed;

    private AgentLog(Path file, boolean silent) {
        this.file = file;
        this.silent = silent;
    }

    /** @param target {@code stderr}, {@code none} or the path of a file, which is appended to */
    public static AgentLog to(String target) {
        requireNonNull(target, "target is null");
        return new AgentLog(target.equals("stderr") || target.equals("none") ? null : Paths.get(target), target.equals("none"));
    }

    /** Something to know once. */
    public void info(String message) {
        write(message);
    }

    /** Something the operator should see; stays in the Agent MBean. */
    public synchronized void warn(String message) {
        keep(message);
        write(message);
    }

    private void keep(String message) {
        warnings.addLast(now() + " " + message);
        if (warnings.size() > KEPT_WARNINGS) {
            warnings.removeFirst();
        }
    }

    /** The latest warnings, newest last, each with its time. */
    public synchronized List<String> warnings() {
        return new ArrayList<>(warnings);
    }

    private synchronized void write(String message) {
        if (silent) {
            return;
        }
        if (file != null) {
            try {
                Files.write(file, line(now() + " " + message), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                return;
            } catch (IOException e) {
                sayThatTheFileFails(e);
            }
        }
        writeToStandardError(message);
    }

    private void sayThatTheFileFails(IOException e) {
        if (!fileFailed) {
            fileFailed = true;
            String warning = "log=" + file + " cannot be written (" + e + "); standard error takes its lines";
            keep(warning);
            writeToStandardError(warning);
        }
    }

    private static void writeToStandardError(String message) {
        try {
            // Not System.err: services capture it, and would log our lines as their errors.
            writeLine(new FileOutputStream(FileDescriptor.err), "memfrag-agent: " + message);
        } catch (IOException e) {
            // There is no better place to say it, and the host must not suffer for a line of ours.
        }
    }

    /** The stream is not closed: that would close the host's standard error. */
    @SuppressWarnings("resource")
    private static void writeLine(FileOutputStream standardError, String message) throws IOException {
        standardError.write(line(message));
    }

    private static byte[] line(String message) {
        return (message + System.lineSeparator()).getBytes(StandardCharsets.UTF_8);
    }

    private static String now() {
        return OffsetDateTime.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
