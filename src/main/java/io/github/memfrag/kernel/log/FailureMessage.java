package io.github.memfrag.kernel.log;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one line that {@code warn_alloc} of mm/page_alloc.c prints for a failed allocation, in the formats of 2.6 (a full stop after
 * "failure"), 3.0 (a colon), 4.6 (flags in words), 4.11 (nodemask) and 5.0 (cpuset and mems_allowed on the same line).
 */
final class FailureMessage {
    private static final String PHRASE = "page allocation failure";
    /** The kernel's orders end at 13; more digits than two are no order but a torn or foreign line. */
    private static final int MAX_ORDER = 30;
    /** A task's name has at most 15 characters (TASK_COMM_LEN) and may hold colons and spaces; without one the line was torn. */
    private static final Pattern LINE = Pattern.compile("(?:(.{0,15}): )?" + PHRASE + "[.:] order:(\\d{1,2})(?!\\d)"
            + "(?:, mode:(0x\\p{XDigit}{1,15}|0)(?!\\p{XDigit})(?:\\(([^)]*)\\))?)?.*");

    private final int order;
    private final String process;
    private final OptionalLong mode;
    private final String flags;

    private FailureMessage(int order, String process, OptionalLong mode, String flags) {
        this.order = order;
        this.process = process;
        this.mode = mode;
        this.flags = flags;
    }

    /** Whether the line means to tell of a failure, readable or not. */
    static boolean isOne(String line) {
        return line.contains(PHRASE);
    }

    /** Empty when the line is not as a kernel prints it. */
    static Optional<FailureMessage> parse(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > MAX_ORDER) {
            return Optional.empty();
        }
        OptionalLong mode = matcher.group(3) == null ? OptionalLong.empty() : OptionalLong.of(Long.decode(matcher.group(3)));
        String flags = matcher.group(4) != null ? matcher.group(4) : mode.isPresent() ? GfpFlags.names(mode.getAsLong()) : "";
        return Optional.of(new FailureMessage(Integer.parseInt(matcher.group(2)),
                matcher.group(1) == null ? "" : matcher.group(1), mode, flags));
    }

    AllocationFailure toFailure(long epochMillis, OptionalInt pid, String message, String source) {
        return new AllocationFailure(epochMillis, order, process, pid, mode, flags, message, source);
    }
}
