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
        Map<String, Long> counters = new LinkedHashMap<>();
        int number = 0;
        for (String line : KernelText.lines(FILE, text)) {
            number++;
            int space = line.indexOf(' ');
            if (space <= 0 || space == line.length() - 1) {
                throw new KernelFormatException(FILE, number, "expected 'name value'");
            }
            String name = line.substring(0, space);
            if (counters.put(name, KernelText.counter(FILE, number, line.substring(space + 1))) != null) {
                throw new KernelFormatException(FILE, number, name + " for the second time");
            }
        }
        return new VmStat(counters);
    }

    /** The counter, or empty when this kernel has none of that name. */
    public OptionalLong counter(String name) {
        Long value = counters.get(requireNonNull(name, "name is null"));
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /**
     * The sum of all counters whose name begins so; empty when there is none. {@code allocstall} is one counter before Linux 4.10,
     * one per zone since.
     */
    public OptionalLong sum(String prefix) {
        requireNonNull(prefix, "prefix is null");
        return counters.entrySet().stream().filter(counter -> counter.getKey().startsWith(prefix))
                .mapToLong(Map.Entry::getValue).reduce(Long::sum);
    }

    /** All counters, in the kernel's order. */
    public Map<String, Long> counters() {
        return counters;
    }
}
