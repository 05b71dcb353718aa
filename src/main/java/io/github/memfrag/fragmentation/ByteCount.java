package io.github.memfrag.fragmentation;

import java.util.Locale;

/** Amounts of memory as people read them: {@code 512 B}, {@code 1.5 MiB}, {@code 3.1 GiB}. */
public final class ByteCount {
    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private ByteCount() { }

    /** One decimal, in the largest unit of which there is at least one; a minus sign below 0. */
    public static String text(long bytes) {
        double amount = Math.abs((double) bytes);
        if (amount < 1024) {
            return bytes + " B";
        }
        int unit = -1;
        // Not 1024: what is rounded up to 1024.0 belongs to the next unit.
        while (amount >= 1023.95 && unit < UNITS.length - 1) {
            amount /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%s%.1f %s", bytes < 0 ? "-" : "", amount, UNITS[unit]);
    }
}
