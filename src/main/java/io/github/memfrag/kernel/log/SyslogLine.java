package io.github.memfrag.kernel.log;

import static java.util.Objects.requireNonNull;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line that a log daemon wrote for a message of the kernel. Known are the formats of RFC 3164 (no year, no zone), of RFC 5424, of
 * rsyslog and busybox (ISO 8601 time, facility and priority in words), of {@code journalctl -o short-unix}, and the bare
 * {@code [seconds] message} of dmesg and serial consoles. What other programs wrote is none: it may quote the kernel, as we do.
 */
final class SyslogLine {
    private static final Pattern LINE = Pattern.compile("(?:<\\d{1,3}>(?:1 )?)?"
            + "(?:([A-Z][a-z]{2}) ([ \\d]\\d) (\\d\\d):(\\d\\d):(\\d\\d)(?:\\.\\d+)?"
            + "|(\\d{4}-\\d\\d-\\d\\d)[T ](\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?)(Z|[+-]\\d\\d:?\\d\\d)?"
            + "|(\\d{9,12})\\.(\\d{3})\\d*)"
            // Host, and priority in busybox. A token with a colon at its end would be another program's name.
            + "(?: \\S*[^\\s:]){0,2}"
            + " kernel(?:\\[\\d+\\])?(?::| \\S+ \\S+ (?:-|\\[\\D[^\\]]*\\])) *\uFEFF?(?:: )?(.*)");
    private static final Pattern STAMP = Pattern.compile("\\[ *(\\d{1,10})\\.(\\d{6})\\](?:\\[ *(?:T(\\d{1,9})|C\\d+)\\])? ?(.*)");
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
    /** The next one, this one, and as many before as leap years can be apart. */
    private static final int YEARS = 10;

    private final OptionalLong epochMillis;
    private final boolean zoned;
    private final OptionalLong micros;
    private final OptionalInt pid;
    private final String message;

    private SyslogLine(OptionalLong epochMillis, boolean zoned, String text) {
        this.epochMillis = epochMillis;
        this.zoned = zoned;
        Matcher stamp = STAMP.matcher(text);
        boolean stamped = stamp.matches();
        this.micros = stamped ? OptionalLong.of(Long.parseLong(stamp.group(1) + stamp.group(2))) : OptionalLong.empty();
        this.pid = stamped && stamp.group(3) != null ? OptionalInt.of(Integer.parseInt(stamp.group(3))) : OptionalInt.empty();
        this.message = stamped ? stamp.group(4) : text;
    }

    /**
     * @param zone of times that name none
     * @return empty when the line is no message of the kernel
     */
    static Optional<SyslogLine> parse(String line, long nowEpochMillis, ZoneId zone) {
        requireNonNull(zone, "zone is null");
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return STAMP.matcher(line).matches() ? Optional.of(new SyslogLine(OptionalLong.empty(), false, line))
                    : Optional.empty();
        }
        try {
            return Optional.of(new SyslogLine(OptionalLong.of(epochMillis(matcher, nowEpochMillis, zone)),
                    matcher.group(8) != null || matcher.group(9) != null, matcher.group(11)));
        } catch (DateTimeException e) {
            return Optional.of(new SyslogLine(OptionalLong.empty(), false, matcher.group(11)));
        }
    }

    private static long epochMillis(Matcher matcher, long nowEpochMillis, ZoneId zone) {
        if (matcher.group(9) != null) {
            return Long.parseLong(matcher.group(9) + matcher.group(10));
        }
        if (matcher.group(6) != null) {
            LocalDateTime local = LocalDateTime.parse(matcher.group(6) + 'T' + matcher.group(7).replace(',', '.'));
            ZoneId named = matcher.group(8) == null ? zone : ZoneId.of(matcher.group(8));
            return local.atZone(named).toInstant().toEpochMilli();
        }
        return withYear(matcher, LocalDateTime.ofInstant(Instant.ofEpochMilli(nowEpochMillis), zone)).atZone(zone).toInstant()
                .toEpochMilli();
    }

    /** The latest year in which that moment is past, but for a day, as clocks differ. What is older than a year comes out too new. */
    private static LocalDateTime withYear(Matcher matcher, LocalDateTime now) {
        int month = Math.floorDiv(MONTHS.indexOf(matcher.group(1)), 3) + 1; // 0, no month, for what is none.
        for (int year = now.getYear() + 1; year > now.getYear() + 1 - YEARS; year--) {
            try {
                LocalDateTime time = LocalDateTime.of(year, month, Integer.parseInt(matcher.group(2).trim()),
                        Integer.parseInt(matcher.group(3)), Integer.parseInt(matcher.group(4)), Integer.parseInt(matcher.group(5)));
                if (time.isBefore(now.plusDays(1))) {
                    return time;
                }
            } catch (DateTimeException e) {
                // 29 February is not in every year.
            }
        }
        throw new DateTimeException("no date of the last years: " + matcher.group());
    }

    /** Time of the log daemon's stamp; empty when there is none or it is no date. */
    OptionalLong epochMillis() {
        return epochMillis;
    }

    /** Whether the stamp names its zone, so that its time is beyond doubt. */
    boolean isZoned() {
        return zoned;
    }

    /** The kernel's own stamp: time since boot. */
    OptionalLong micros() {
        return micros;
    }

    /** The task that printed it, where the kernel says so (CONFIG_PRINTK_CALLER). */
    OptionalInt pid() {
        return pid;
    }

    String message() {
        return message;
    }
}
