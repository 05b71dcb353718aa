package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Collections;
import java.util.List;

/** {@code list}: the JVMs of this host, and which of them have memfrag. */
final class ListCommand implements Command {
    private final Path proc;

    ListCommand() {
        this(Paths.get("/proc"));
    }

    /** @param proc where /proc is mounted, or a recording of it */
    ListCommand(Path proc) {
        this.proc = requireNonNull(proc, "proc is null");
    }

    @Override
    public String name() {
        return "list";
    }

    @Override
    public String operands() {
        return "";
    }

    @Override
    public String summary() {
        return "List the JVMs of this host, and which of them have memfrag";
    }

    @Override
    public List<String> details() {
        return Collections.emptyList();
    }

    @Override
    public List<Option> options() {
        return Collections.emptyList();
    }

    @Override
    public List<Example> examples() {
        return Collections.singletonList(Example.of("list", "the JVMs that 'attach' can be told"));
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws UsageException, IOException {
        arguments.refuseOperands();
        Table table = new Table().row(Cell.right("PID"), Cell.left("USER"), Cell.left("MEMFRAG"), Cell.left("RUNS"));
        try {
            String self = proc.resolve("self").toRealPath().getFileName().toString();
            for (JvmProcess jvm : JvmProcess.all(proc)) {
                if (!self.equals(Long.toString(jvm.pid()))) {
                    table.row(Cell.right(Long.toString(jvm.pid())), Cell.left(jvm.user()),
                            Cell.left(jvm.hasMemfrag() ? "yes" : "no"), Cell.left(jvm.subject()));
                }
            }
        } catch (IOException e) {
            throw new IOException("cannot list the JVMs: " + e + " (this needs Linux with /proc mounted)", e);
        }
        table.lines(Integer.MAX_VALUE).forEach(terminal.out()::println);
        return ExitStatus.OK;
    }
}
