package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.List;

/** {@code list}: the JVMs of this host, and which of them have memfrag. */
public final class ListCommand {
    private static final String ROW = "%8s  %-12s  %-7s  %s%n";

    private final Path proc;

    public ListCommand() {
        this(Paths.get("/proc"));
    }

    /** @param proc where /proc is mounted, or a recording of it */
    ListCommand(Path proc) {
        this.proc = requireNonNull(proc, "proc is null");
    }

    /** @return 0, or 1 when /proc cannot be read, or 2 when there are arguments */
    public int run(List<String> arguments, PrintStream out, PrintStream err) {
        if (!arguments.isEmpty()) {
            err.println("memfrag: list takes no argument, not '" + String.join(" ", arguments) + "'");
            return ExitStatus.USAGE;
        }
        try {
            Path self = proc.resolve("self").toRealPath().getFileName();
            out.printf(ROW, "PID", "USER", "MEMFRAG", "RUNS");
            for (JvmProcess jvm : JvmProcess.all(proc)) {
                if (!self.toString().equals(Long.toString(jvm.pid()))) {
                    out.printf(ROW, jvm.pid(), jvm.user(), jvm.hasMemfrag() ? "yes" : "no", jvm.subject());
                }
            }
            return ExitStatus.OK;
        } catch (IOException e) {
            err.println("memfrag: cannot list the JVMs: " + e + " (this needs Linux with /proc mounted)");
            return ExitStatus.FAILED;
        }
    }
}
