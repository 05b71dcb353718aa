package io.github.memfrag.kernel;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code /proc/buddyinfo}: the free blocks of every populated zone, as {@code frag_show_print} of mm/vmstat.c prints them. All
 * migrate types together, per-CPU lists left out.
 */
public final class BuddyInfo {
    public static final String FILE = "/proc/buddyinfo";

    private static final Pattern LINE = Pattern.compile("Node (\\d{1,6}), zone +(\\w+) +(\\S.*)");

    private final Map<ZoneName, FreeBlocks> zones;
    private final FreeBlocks total;

    private BuddyInfo(Map<ZoneName, FreeBlocks> zones, FreeBlocks total) {
        this.zones = Collections.unmodifiableMap(zones);
        this.total = total;
    }

    /** @throws KernelFormatException naming the line, when any line is malformed: a file is never half-read */
    public static BuddyInfo parse(String text) throws KernelFormatException {
        Map<ZoneName, FreeBlocks> zones = new LinkedHashMap<>();
        FreeBlocks total = null;
        int number = 0;
        for (String line : KernelText.lines(FILE, text)) {
            number++;
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw new KernelFormatException(FILE, number, "expected 'Node N, zone NAME' and the free blocks of each order");
            }
            long[] counts = counts(matcher.group(3).split(" +"), number);
            if (total != null && total.orders() != counts.length) {
                throw new KernelFormatException(FILE, number, counts.length + " orders, " + total.orders() + " in the lines above");
            }
            ZoneName zone = new ZoneName(Integer.parseInt(matcher.group(1)), matcher.group(2));
            try {
                FreeBlocks blocks = FreeBlocks.of(counts);
                if (zones.put(zone, blocks) != null) {
                    throw new KernelFormatException(FILE, number, zone + " for the second time");
                }
                total = total == null ? blocks : total.plus(blocks);
            } catch (ArithmeticException e) {
                throw new KernelFormatException(FILE, number, e.getMessage());
            }
        }
        return new BuddyInfo(zones, total);
    }

    private static long[] counts(String[] columns, int line) throws KernelFormatException {
        if (columns.length > FreeBlocks.MAX_ORDERS) {
            throw new KernelFormatException(FILE, line,
                    columns.length + " orders, at most " + FreeBlocks.MAX_ORDERS + " are possible");
        }
        long[] counts = new long[columns.length];
        for (int order = 0; order < counts.length; order++) {
            counts[order] = KernelText.count(FILE, line, columns[order]);
        }
        return counts;
    }

    /** Every populated zone with its free blocks, in the kernel's order. */
    public Map<ZoneName, FreeBlocks> zones() {
        return zones;
    }

    /** How many orders this kernel has; the same in all zones. */
    public int orders() {
        return total.orders();
    }

    /** The free blocks of all zones together. */
    public FreeBlocks total() {
        return total;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BuddyInfo && zones.equals(((BuddyInfo) other).zones);
    }

    @Override
    public int hashCode() {
        return zones.hashCode();
    }

    @Override
    public String toString() {
        return zones.toString();
    }
}
