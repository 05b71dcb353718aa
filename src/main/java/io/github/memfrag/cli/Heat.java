package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;

/** Shows a share between 0 and 100 % as a bar and in a colour: the fuller, the less of the memory is usable. No verdict. */
final class Heat {
    private static final String BARS = " ▁▂▃▄▅▆▇█";
    /** From light to dark. */
    private static final String ASCII_SIGNS = "_.:-=+*#";
    private static final double HALF_AN_EIGHTH = 6.25;
    private static final int HALF = 50;
    private static final int MOST = 80;

    private final Style style;

    Heat(Style style) {
        this.style = requireNonNull(style, "style is null");
    }

    /** Green, yellow, red. */
    String paint(double percent, String text) {
        return percent < HALF ? style.green(text) : percent < MOST ? style.yellow(text) : style.red(text);
    }

    /** Whether there is anything to see of so small a bar. */
    boolean showsBar(double percent) {
        return percent >= HALF_AN_EIGHTH;
    }

    /** One sign, as high as the share; empty shares are seen, too. */
    String sign(double percent) {
        String signs = style.unicode() ? BARS.substring(1) : ASCII_SIGNS;
        int step = (int) Math.min(signs.length() - 1, percent * signs.length() / 100);
        return paint(percent, signs.substring(step, step + 1));
    }

    /** As wide as its column: upright in eighths, or in ASCII lying. */
    Cell bar(double percent) {
        if (style.unicode()) {
            int eighths = (int) Math.round(percent * 8 / 100);
            return Cell.filling(columns -> paint(percent, Cell.repeat(BARS.charAt(eighths), columns)));
        }
        return Cell.filling(columns -> {
            int full = (int) Math.round(percent * columns / 100);
            return paint(percent, Cell.repeat('#', full)) + style.dim(Cell.repeat('.', columns - full));
        });
    }
}
