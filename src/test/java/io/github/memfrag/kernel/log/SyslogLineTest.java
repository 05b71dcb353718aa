package io.github.memfrag.kernel.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SyslogLineTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final String NOW = "2015-08-05T09:00:00";
    private static final String MESSAGE = "xenwatch: page allocation failure. order:4, mode:0xd0";

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "the incident's        | Aug  4 22:58:15 server1 kernel: : [69229257.683658] %s            | 2015-08-04T20:58:15Z     | false",
        "RFC 3164              | Aug  4 22:58:15 server1 kernel: [69229257.683658] %s              | 2015-08-04T20:58:15Z     | false",
        "without printk.time   | Aug  4 22:58:15 server1 kernel: %s                                | 2015-08-04T20:58:15Z     | false",
        "with priority         | <4>Aug  4 22:58:15 server1 kernel: %s                             | 2015-08-04T20:58:15Z     | false",
        "with fractions        | Aug  4 22:58:15.683658 server1 kernel: %s                         | 2015-08-04T20:58:15Z     | false",
        "with pid              | Aug  4 22:58:15 server1 kernel[0]: %s                             | 2015-08-04T20:58:15Z     | false",
        "busybox               | Aug  4 22:58:15 server1 kern.warn kernel: [69229257.683658] %s    | 2015-08-04T20:58:15Z     | false",
        "rsyslog's ISO         | 2015-08-04T22:58:15.683658+02:00 server1 kernel: [69229257.683658] %s | 2015-08-04T20:58:15.683Z | true",
        "ISO without a zone    | 2015-08-04 22:58:15,683 server1 kernel: %s                        | 2015-08-04T20:58:15.683Z | false",
        "RFC 5424              | <4>1 2015-08-04T20:58:15.683658Z server1 kernel - - - [69229257.683658] %s | 2015-08-04T20:58:15.683Z | true",
        "RFC 5424 with data    | <4>1 2015-08-04T20:58:15Z server1 kernel 0 - [meta sequenceId=\"9\"] \ufeff%s | 2015-08-04T20:58:15Z | true",
        "short-iso-precise     | 2015-08-04T22:58:15.683658+0200 server1 kernel: %s                | 2015-08-04T20:58:15.683Z | true",
        "short-unix            | 1438721895.683658 server1 kernel: %s                              | 2015-08-04T20:58:15.683Z | true",
        "an IPv6 host          | Aug  4 22:58:15 fe80::1 kernel: %s                                | 2015-08-04T20:58:15Z     | false"})
    void readsTheFormatsOfLogDaemons(String format, String text, Instant time, boolean zoned) {
        SyslogLine line = parse(String.format(text, MESSAGE), NOW).orElseThrow();

        assertEquals(OptionalLong.of(time.toEpochMilli()), line.epochMillis());
        assertEquals(zoned, line.isZoned());
        assertEquals(MESSAGE, line.message());
    }

    @Test
    void readsTheKernelsOwnStamp() {
        SyslogLine line = parse("Aug  4 22:58:15 server1 kernel: : [69229257.683658] " + MESSAGE, NOW).orElseThrow();

        assertEquals(OptionalLong.of(69_229_257_683_658L), line.micros());
        assertEquals(OptionalInt.empty(), line.pid());
    }

    @ParameterizedTest
    @CsvSource({"[   12.345678][ T4242] , 4242", "[   12.345678][    C1] , -1", "[   12.345678] , -1"})
    void readsTheCallerBesideTheStamp(String stamp, int pid) {
        SyslogLine line = parse("Aug  4 22:58:15 server1 kernel: " + stamp + " " + MESSAGE, NOW).orElseThrow();

        assertEquals(pid, line.pid().orElse(-1));
        assertEquals(MESSAGE, line.message());
    }

    @Test
    void readsWhatDmesgPrints() {
        SyslogLine line = parse("[69229257.683658] " + MESSAGE, NOW).orElseThrow();

        assertEquals(OptionalLong.empty(), line.epochMillis());
        assertEquals(OptionalLong.of(69_229_257_683_658L), line.micros());
        assertEquals(MESSAGE, line.message());
    }

    @ParameterizedTest
    @CsvSource({
        "Dec 31 23:59:59, 2027-01-01T00:00:05, 2026-12-31T22:59:59Z",
        "Jan  1 00:00:01, 2026-12-31T23:59:58, 2026-12-31T23:00:01Z",
        "Jan  1 00:00:01, 2027-01-01T00:00:05, 2026-12-31T23:00:01Z",
        "Aug  4 22:58:15, 2027-08-04T22:58:15, 2027-08-04T20:58:15Z",
        "Aug  4 22:58:15, 2027-08-03T12:00:00, 2026-08-04T20:58:15Z",
        "Feb 29 12:00:00, 2027-03-01T12:00:00, 2024-02-29T11:00:00Z",
        "Feb 29 12:00:00, 2028-02-29T12:00:00, 2028-02-29T11:00:00Z"})
    void addsTheYearThatMakesATimeTheLatestPastOne(String stamp, String now, Instant time) {
        assertEquals(OptionalLong.of(time.toEpochMilli()),
                parse(stamp + " server1 kernel: " + MESSAGE, now).orElseThrow().epochMillis());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Foo 13 22:58:15", "Feb 30 22:58:15", "Aug  4 25:58:15", "2015-13-04T22:58:15Z", "2015-08-04T22:58:15+99:00"})
    void hasNoTimeWhereTheDateIsNone(String stamp) {
        SyslogLine line = parse(stamp + " server1 kernel: " + MESSAGE, NOW).orElseThrow();

        assertEquals(OptionalLong.empty(), line.epochMillis());
        assertFalse(line.isZoned());
        assertEquals(MESSAGE, line.message());
    }

    /** Our own line about a failure may land in the same file: counted, it would make the next one. */
    @ParameterizedTest
    @ValueSource(strings = {
        "Aug  4 22:58:15 server1 java[4242]: xenwatch: page allocation failure. order:4, mode:0xd0",
        "Aug  4 22:58:15 server1 java[4242]: kernel: xenwatch: page allocation failure. order:4, mode:0xd0",
        "Aug  4 22:58:15 server1 memfrag-agent: kernel: xenwatch: page allocation failure. order:4, mode:0xd0",
        "2015-08-04T20:58:15Z server1 memfrag - - - kernel: xenwatch: page allocation failure. order:4, mode:0xd0",
        "xenwatch: page allocation failure. order:4, mode:0xd0",
        "kernel: xenwatch: page allocation failure. order:4, mode:0xd0",
        ""})
    void leavesOutWhatOtherProgramsSay(String line) {
        assertTrue(parse(line, NOW).isEmpty());
    }

    private static Optional<SyslogLine> parse(String line, String now) {
        return SyslogLine.parse(line, LocalDateTime.parse(now).atZone(BERLIN).toInstant().toEpochMilli(), BERLIN);
    }
}
