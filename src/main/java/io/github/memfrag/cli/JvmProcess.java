package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A JVM on this host, as /proc shows it. Nothing here disturbs it: asking through the attach mechanism would send SIGQUIT,
 * which ends a JVM started with -Xrs.
 */
final class JvmProcess {
    private static final String OUR_THREADS = "memfrag-";
    private static final long SIGQUIT_BIT = 1L << 3 - 1;

    private final Path directory;
    private final long pid;

    private JvmProcess(Path directory, long pid) {
        this.directory = directory;
        this.pid = pid;
    }

    /** All that the present user may see, by PID. */
    static List<JvmProcess> all(Path proc) throws IOException {
        requireNonNull(proc, "proc is null");
        List<JvmProcess> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[1-9]*")) {
            for (Path process : processes) {
                of(proc, Long.parseLong(process.getFileName().toString())).ifPresent(found::add);
            }
        }
        found.sort(Comparator.comparingLong(JvmProcess::pid));
        return found;
    }

    /** The JVM with that PID; empty when the process is none, or when there is no such process. */
    static Optional<JvmProcess> of(Path proc, long pid) {
        JvmProcess process = new JvmProcess(proc.resolve(Long.toString(pid)), pid);
        return process.isJvm() ? Optional.of(process) : Optional.empty();
    }

    long pid() {
        return pid;
    }

    /** Main class, jar or module, safe to print: any process may call itself what it likes. */
    String subject() {
        return JavaCommandLine.subject(arguments()).replaceAll("\\p{Cntrl}", "?");
    }

    /** Name of the user it runs as, or the number where there is no name; ? when it has just ended. */
    String user() {
        try {
            return Files.getOwner(directory).getName();
        } catch (IOException e) {
            return "?";
        }
    }

    /** Whether memfrag runs in it: its threads are named after us. */
    boolean hasMemfrag() {
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(directory.resolve("task"))) {
            for (Path thread : threads) {
                if (text(thread.resolve("comm")).startsWith(OUR_THREADS)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether it catches SIGQUIT, with which an attach begins; one that does not would be killed by it. */
    boolean acceptsAttach() {
        return Arrays.stream(text(directory.resolve("status")).split("\n")).filter(line -> line.startsWith("SigCgt:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.substring("SigCgt:".length()).trim(), 16) & SIGQUIT_BIT) != 0);
    }

    /** The file as this JVM sees it: in a container that is another one, or none. */
    Path inItsFileSystem(Path file) {
        return directory.resolve("root").resolve(file.getRoot().relativize(file));
    }

    private boolean isJvm() {
        Path maps = directory.resolve("maps");
        // Another user's maps are closed to us: then the program's name must do.
        return Files.isReadable(maps) && !text(maps).isEmpty() ? text(maps).contains("/libjvm.so")
                : arguments().stream().findFirst().filter(program -> program.equals("java") || program.endsWith("/java")).isPresent();
    }

    private List<String> arguments() {
        String line = text(directory.resolve("cmdline"));
        return line.isEmpty() ? new ArrayList<>() : Arrays.asList(line.split("\0"));
    }

    /** Whether no program can give it more rights, so that sudo is closed to it. */
    boolean noNewPrivileges() {
        return text(directory.resolve("status")).contains("\nNoNewPrivs:\t1\n");
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            // The process may end at any moment; what it does not say any more is not there.
            return "";
        }
    }
}
