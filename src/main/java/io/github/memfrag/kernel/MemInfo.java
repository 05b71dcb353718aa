package io.github.memfrag.kernel;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code /proc/meminfo}, in bytes. */
public final class MemInfo {
    public static final String FILE = "/proc/meminfo";

    private static final Pattern LINE = Pattern.compile("(\\S+?): +(\\S+)( kB)?");
    private static final int BYTES_PER_KB = 1024;

    private final Map<String, Long> bytesByName;

    private MemInfo(Map<String, Long> bytesByName) {
        this.bytesByName = bytesByName;
    }

    /** @throws KernelFormatException naming the line, when a line is not {@code Name: value kB} */
    public static MemInfo parse(String text) throws KernelFormatException {
        Map<String, Long> bytesByName = new HashMap<>();
        Set<String> names = new HashSet<>();
        int number = 0;
        for (String line : KernelText.lines(FILE, text)) {
            number++;
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw new KernelFormatException(FILE, number, "expected 'Name: value kB'");
            }
            String name = matcher.group(1);
            if (!names.add(name)) {
                throw new KernelFormatException(FILE, number, name + " for the second time");
            }
            long value = KernelText.counter(FILE, number, matcher.group(2));
            if (matcher.group(3) != null) { // The huge page counts have no unit.
                bytesByName.put(name, bytes(value, number));
            }
        }
        return new MemInfo(bytesByName);
    }

    private static long bytes(long kilobytes, int line) throws KernelFormatException {
        try {
            return Math.multiplyExact(kilobytes, BYTES_PER_KB);
        } catch (ArithmeticException e) {
            throw new KernelFormatException(FILE, line, kilobytes + " kB are more bytes than a 64-bit number holds");
        }
    }

    /** For example {@code MemAvailable}; empty when this kernel does not tell (MemAvailable came with 3.14). */
    public OptionalLong bytes(String name) {
        Long value = bytesByName.get(requireNonNull(name, "name is null"));
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
