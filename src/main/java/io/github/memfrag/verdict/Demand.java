package io.github.memfrag.verdict;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Whether anybody lately wanted a large block and did not get it at once. */
final class Demand {
    private final boolean isTold;
    private final long compactFails;
    private final long allocStalls;
    private final OptionalInt lowestFailedOrder;
    private final long windowSeconds;

    /**
     * @param isTold whether /proc/vmstat or the kernel's log can be read at all
     * @param compactFails by how much compact_fail rose
     * @param allocStalls by how much allocstall rose
     * @param lowestFailedOrder the lowest order of which the log told a failure
     * @param windowSeconds over which time all this is
     */
    Demand(boolean isTold, long compactFails, long allocStalls, OptionalInt lowestFailedOrder, long windowSeconds) {
        this.isTold = isTold;
        this.compactFails = compactFails;
        this.allocStalls = allocStalls;
        this.lowestFailedOrder = requireNonNull(lowestFailedOrder, "lowestFailedOrder is null");
        this.windowSeconds = windowSeconds;
    }

    /** True also where it cannot be told: then the shape alone decides, and the worse is assumed. */
    boolean isFailing(int order) {
        return !isTold || compactFails > 0 || allocStalls > 0
                || lowestFailedOrder.isPresent() && lowestFailedOrder.getAsInt() <= order;
    }

    /** The end of a sentence on this order. */
    String text(int order) {
        if (!isTold) {
            return "whether allocations fail cannot be told, since neither /proc/vmstat nor the kernel's log is readable";
        }
        if (!isFailing(order)) {
            // Seen: the log may not be readable, and the kernel does not count every failure.
            return windowSeconds == 0 ? "whether allocations fail will show from the next sample on"
                    : "no allocation was seen to fail within " + windowSeconds + " s";
        }
        List<String> signs = new ArrayList<>();
        if (compactFails > 0) {
            signs.add("compact_fail rose by " + compactFails);
        }
        if (allocStalls > 0) {
            signs.add("allocstall rose by " + allocStalls);
        }
        if (lowestFailedOrder.isPresent() && lowestFailedOrder.getAsInt() <= order) {
            signs.add("a failure of order " + lowestFailedOrder.getAsInt() + " was logged");
        }
        return "allocations fail: " + String.join(", ", signs) + " within " + windowSeconds + " s";
    }
}
