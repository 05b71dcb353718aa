package io.github.memfrag.kernel;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** {@code /proc/vmstat}: the kernel's counters since boot. Which there are differs by kernel: absent is absent, not 0. */
public final class VmStat {
    public static final String FILE = "/proc/vmstat";

    private final Map<String, Long> counters;

    private VmStat(Map<String, Long> counters) {
        this.counters = Collections.unmodifiableMap(counters);
    }

    /** @throws KernelFormatException naming the line, when a line is not {@code name value} */
    public static VmStat parse(String text) throws KernelFormatException {
        requireNonNull(text, "text is null");
        Map<String, Long> counters = new LinkedHashMap<>();
        int number = 0;
        for (String line : text.split("\n")) {
            number++;
            String[] parts = line.trim().split("\\s+");
            if (parts.length != 2) {
                throw new KernelFormatException(FILE, number, "expected 'name value'");
            }
            counters.put(parts[0], number(FILE, number, parts[1]));
        }
        return new VmStat(counters);
    }

    static long number(String file, int line, String text) throws KernelFormatException {
        try {
            // Unsigned, since a per-CPU counter caught below zero is printed as a huge unsigned number.
            return Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            throw new KernelFormatException(file, line, "'" + text + "' is not a number");
        }
    }

    /** The counter, or empty when this kernel has none of that name. */
    public OptionalLong counter(String name) {
        Long value = counters.get(requireNonNull(name, "name is null"));
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /** The sum of all counters whose name begins so ({@code allocstall_} has one per zone); empty when there is none. */
    public OptionalLong sum(String prefix) {
        return counters.entrySet().stream().filter(counter -> counter.getKey().startsWith(prefix))
                .mapToLong(Map.Entry::getValue).reduce(Long::sum);
    }

    /** All counters, in the kernel's order. */
    public Map<String, Long> counters() {
        return counters;
    }
}
