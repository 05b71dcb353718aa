package io.github.memfrag.kernel.log;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first line of a stack dump ({@code dump_stack_print_info} of lib/dump_stack.c), which follows a failure and tells the task's
 * id: {@code CPU: 1 PID: 4242 Comm: java Not tainted …}, in old kernels {@code Pid: 168, comm: xenwatch Tainted: …}.
 */
final class DumpedTask {
    private static final Pattern LINE = Pattern.compile(
            "(?:CPU: \\d+ (?:UID: \\d+ )?PID: |Pid: )(\\d{1,9}),? [Cc]omm: (.{0,15}?) (?:Kdump: |Tainted: |Not tainted).*");

    private final int pid;
    private final String process;

    private DumpedTask(int pid, String process) {
        this.pid = pid;
        this.process = process;
    }

    static Optional<DumpedTask> parse(String line) {
        Matcher matcher = LINE.matcher(line);
        return matcher.matches() ? Optional.of(new DumpedTask(Integer.parseInt(matcher.group(1)), matcher.group(2)))
                : Optional.empty();
    }

    int pid() {
        return pid;
    }

    String process() {
        return process;
    }
}
