package io.github.memfrag.kernel;

import static java.util.Objects.requireNonNull;

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

    private static final Pattern LINE = Pattern.compile("Node\\s+(\\d{1,6}), zone\\s+(\\S+)\\s+(\\d[\\d\\s]*)");
    /** 2^30 pages of 4 KiB are 4 TiB in one block: no kernel has more orders, so more columns mean a broken file. */
    private static final int MAX_ORDERS = 31;

    private final Map<ZoneName, FreeBlocks> zones;

    private BuddyInfo(Map<ZoneName, FreeBlocks> zones) {
        this.zones = Collections.unmodifiableMap(zones);
    }

    /** @throws KernelFormatException naming the line, when any line is malformed: a file is never half-read */
    public static BuddyInfo parse(String text) throws KernelFormatException {
        requireNonNull(text, "text is null");
        Map<ZoneName, FreeBlocks> zones = new LinkedHashMap<>();
        int orders = 0;
        int number = 0;
        for (String line : text.split("\n")) {
            number++;
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw new KernelFormatException(FILE, number, "expected 'Node N, zone NAME' and the free blocks of each order");
            }
            FreeBlocks blocks = blocks(matcher.group(3).trim().split("\\s+"), number);
            if (orders != 0 && orders != blocks.orders()) {
                throw new KernelFormatException(FILE, number, blocks.orders() + " orders, " + orders + " in the lines above");
            }
            orders = blocks.orders();
            ZoneName zone = new ZoneName(Integer.parseInt(matcher.group(1)), matcher.group(2));
            if (zones.put(zone, blocks) != null) {
                throw new KernelFormatException(FILE, number, zone + " for the second time");
            }
        }
        return new BuddyInfo(zones);
    }

    private static FreeBlocks blocks(String[] columns, int line) throws KernelFormatException {
        if (columns.length > MAX_ORDERS) {
            throw new KernelFormatException(FILE, line, columns.length + " orders, at most " + MAX_ORDERS + " are known");
        }
        long[] counts = new long[columns.length];
        try {
            for (int order = 0; order < counts.length; order++) {
                counts[order] = Long.parseLong(columns[order]);
            }
            return FreeBlocks.of(counts);
        } catch (NumberFormatException | ArithmeticException e) {
            throw new KernelFormatException(FILE, line, "more free pages than a 64-bit number holds");
        }
    }

    /** Every populated zone with its free blocks, in the kernel's order. */
    public Map<ZoneName, FreeBlocks> zones() {
        return zones;
    }

    /** How many orders this kernel has; the same in all zones. */
    public int orders() {
        return zones.values().iterator().next().orders();
    }

    /** The free blocks of all zones together. */
    public FreeBlocks total() {
        return zones.values().stream().reduce(FreeBlocks::plus).get();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BuddyInfo && zones.equals(((BuddyInfo) other).zones);
    }

    @Override
    public int hashCode() {
        return zones.hashCode();
    }
}
