package io.github.memfrag.kernel;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code /proc/meminfo}, in bytes. */
public final class MemInfo {
    public static final String FILE = "/proc/meminfo";

    private static final Pattern LINE = Pattern.compile("([^:\\s]+):\\s+(\\S+)( kB)?\\s*");

    private final Map<String, Long> bytesByName;

    private MemInfo(Map<String, Long> bytesByName) {
        this.bytesByName = bytesByName;
    }

    /** @throws KernelFormatException naming the line, when a line is not {@code Name: value kB} */
    public static MemInfo parse(String text) throws KernelFormatException {
        requireNonNull(text, "text is null");
        Map<String, Long> bytesByName = new HashMap<>();
        int number = 0;
        for (String line : text.split("\n")) {
            number++;
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw new KernelFormatException(FILE, number, "expected 'Name: value kB'");
            }
            long value = VmStat.number(FILE, number, matcher.group(2));
            if (matcher.group(3) != null) {
                bytesByName.put(matcher.group(1), value * 1024);
            }
        }
        return new MemInfo(bytesByName);
    }

    /** For example {@code MemAvailable}; empty when this kernel does not tell (MemAvailable came with 3.14). */
    public OptionalLong bytes(String name) {
        Long value = bytesByName.get(requireNonNull(name, "name is null"));
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
