package io.github.memfrag.kernel.log;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A record of {@code /dev/kmsg}: {@code priority,sequence,microseconds,flags[,caller=…];message}, then lines that begin with a space
 * and hold properties (Documentation/ABI/testing/dev-kmsg).
 */
final class KmsgRecord {
    private static final Pattern HEAD = Pattern.compile("\\d{1,10},(\\d{1,18}),(\\d{1,18}),([^;\n]*);");
    private static final Pattern CALLER = Pattern.compile("caller=T(\\d{1,9})");
    private static final Pattern ESCAPE = Pattern.compile("\\\\x(\\p{XDigit}{2})");

    private final long sequence;
    private final long micros;
    private final OptionalInt pid;
    private final String message;

    private KmsgRecord(long sequence, long micros, OptionalInt pid, String message) {
        this.sequence = sequence;
        this.micros = micros;
        this.pid = pid;
        this.message = message;
    }

    /**
     * @param record one record, or its first line, read as ISO 8859-1
     * @return empty when it is not such a record
     */
    static Optional<KmsgRecord> parse(String record) {
        Matcher head = HEAD.matcher(record);
        if (!head.lookingAt()) {
            return Optional.empty();
        }
        Matcher caller = CALLER.matcher(head.group(3));
        int end = record.indexOf('\n', head.end());
        String text = record.substring(head.end(), end < 0 ? record.length() : end);
        return Optional.of(new KmsgRecord(Long.parseLong(head.group(1)), Long.parseLong(head.group(2)),
                caller.find() ? OptionalInt.of(Integer.parseInt(caller.group(1))) : OptionalInt.empty(), unescaped(text)));
    }

    /** The kernel writes every byte that is no printable ASCII, line breaks within a message too, as {@code \xNN}. */
    private static String unescaped(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        Matcher escape = ESCAPE.matcher(text);
        int from = 0;
        while (escape.find()) {
            byte[] plain = text.substring(from, escape.start()).getBytes(StandardCharsets.ISO_8859_1);
            bytes.write(plain, 0, plain.length);
            bytes.write(Integer.parseInt(escape.group(1), 16));
            from = escape.end();
        }
        byte[] plain = text.substring(from).getBytes(StandardCharsets.ISO_8859_1);
        bytes.write(plain, 0, plain.length);
        return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
    }

    /** Counts all records since boot; a gap tells of records that were overwritten. */
    long sequence() {
        return sequence;
    }

    /** Time since boot by the clock that printk stamps with; it stands still while the host is suspended. */
    long micros() {
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
