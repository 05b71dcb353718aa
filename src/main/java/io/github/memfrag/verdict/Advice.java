package io.github.memfrag.verdict;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.kernel.KernelTunables;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** What to do next, and what would prevent it, with the present values of the kernel's settings. */
final class Advice {
    static final String UNKNOWN = "Let the agent run on the Linux host itself, with /proc mounted and readable.";

    private final KernelTunables tunables;

    Advice(KernelTunables tunables) {
        this.tunables = requireNonNull(tunables, "tunables is null");
    }

    /** @param shape whether the free memory itself is fragmented now, or there only was a failure */
    String text(State state, Cause cause, Shape shape) {
        switch (cause) {
            case SHORTAGE:
                return "Free memory or add some; find out what takes it. No relief helps: compaction makes no free memory, and there"
                        + " is hardly any cache to drop." + prevention(" A larger reserve would keep some for the kernel: ", reserve());
            case ALLOCATION_FAILURE:
                return (shape != Shape.FINE ? relief(state)
                        : "Nothing to cure now: large blocks are there again. Watch whether failures come back.")
                        + prevention(" To prevent it raise ", all());
            case FRAGMENTATION:
                return relief(state) + prevention(" To prevent it raise ", all());
            default:
                return "Nothing to do.";
        }
    }

    private static String relief(State state) {
        return (state == State.CRITICAL ? "Compact memory now" : "Compact memory at a quiet hour")
                + " (compactMemory); where that gains little, drop the page cache (dropCaches 1) and compact again, and only then"
                + " dentries and inodes (dropCaches 2).";
    }

    private static String prevention(String introduction, List<String> settings) {
        return settings.isEmpty() ? "" : introduction + String.join(", ", settings) + ".";
    }

    private List<String> reserve() {
        List<String> settings = new ArrayList<>();
        add(settings, "vm.min_free_kbytes", tunables.minFreeKbytes());
        add(settings, "vm.watermark_scale_factor", tunables.watermarkScaleFactor());
        return settings;
    }

    private List<String> all() {
        List<String> settings = reserve();
        add(settings, "vm.compaction_proactiveness", tunables.compactionProactiveness());
        return settings;
    }

    private static void add(List<String> settings, String name, OptionalLong value) {
        value.ifPresent(now -> settings.add(name + " (now " + now + ")"));
    }
}
