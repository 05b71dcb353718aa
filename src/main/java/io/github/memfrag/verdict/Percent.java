package io.github.memfrag.verdict;

import java.util.Locale;

/** Percentages as people read them: {@code 99.6 %}, {@code 80 %}. */
final class Percent {
    private Percent() {}

    /** One decimal, none where it is 0; cut off, since 99.96 is not yet 100. */
    static String text(double percent) {
        double cut = Math.floor(percent * 10 + 1e-6) / 10;
        return String.format(Locale.ROOT, cut == Math.rint(cut) ? "%.0f %%" : "%.1f %%", cut);
    }
}
