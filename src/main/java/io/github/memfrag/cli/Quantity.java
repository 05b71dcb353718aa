package io.github.memfrag.cli;

import java.util.Locale;

/** Sizes, shares and counts as people read them; always with a point, whatever the locale says. */
final class Quantity {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};

    private Quantity() {}

    /** {@code 64 KiB}, {@code 1.0 GiB}: two or three digits, binary units. */
    static String bytes(long bytes) {
        int unit = 0;
        double value = bytes;
        while (Math.abs(value) >= 1024 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        boolean whole = unit == 0 || value == Math.rint(value) || Math.abs(value) >= 100;
        return String.format(Locale.ROOT, whole ? "%.0f %s" : "%.1f %s", value, UNITS[unit]);
    }

    /** {@code 64K}, {@code 4M}: for a block's size where room is scarce. */
    static String shortBytes(long bytes) {
        return bytes(bytes).replace(" ", "").replace("iB", "");
    }

    /** {@code 99.6}; {@code 0} and {@code 100} only where it is exactly so. */
    static String percent(double percent) {
        return String.format(Locale.ROOT, percent == 0 || percent == 100 ? "%.0f" : "%.1f", percent);
    }

    /** {@code 1 block}, {@code 64 blocks}, {@code no blocks}, with thousands set apart. */
    static String count(long count, String noun) {
        return (count == 0 ? "no" : number(count)) + " " + noun + (count == 1 ? "" : "s");
    }

    /** {@code 1,234,567}. */
    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
