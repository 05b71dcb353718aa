package io.github.memfrag.cli;

import java.util.Locale;
import java.util.function.LongFunction;

/** Shares, times and counts as people read them; always with a point, whatever the locale says. */
final class Quantity {
    private Quantity() {}

    /** {@code 99.6}; {@code 0} and {@code 100} only where it is exactly so. */
    static String percent(double percent) {
        return String.format(Locale.ROOT, percent == 0 || percent == 100 ? "%.0f" : "%.1f", percent);
    }

    /** {@code 1 block}, {@code 64 blocks}, {@code no blocks}, with thousands set apart. */
    static String count(long count, String noun) {
        return (count == 0 ? "no" : number(count)) + " " + noun + (count == 1 ? "" : "s");
    }

    /** {@code 0.3 s}, {@code 75.0 s}. */
    static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }

    /** {@code +12}, {@code −7}, {@code 0}: a difference, its amount said by {@code text}. */
    static String change(long change, LongFunction<String> text, Style style) {
        return (change > 0 ? "+" : change < 0 ? style.minus() : "") + text.apply(Math.abs(change));
    }

    /** {@code 1,234,567}. */
    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
