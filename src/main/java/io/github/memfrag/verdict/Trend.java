package io.github.memfrag.verdict;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Where the unusable share is heading: a straight line through its history, by least squares. */
public final class Trend {
    private static final int MIN_POINTS = 10;
    private static final double MIN_HOURS = 1.0 / 6;
    /** So large a difference from one point to the next that stays is an event (a cure, a large munmap), and the trend begins anew. */
    private static final double JUMP_PERCENT = 10;
    /** The median of so many points is blind to one that lies. */
    private static final int FEW = 3;
    /** A point so many times farther from the line than the median one does not belong to it. */
    private static final double OUTLIER = 5;
    /** A change of less than this in the whole time is none; so is one that its own scatter hides. */
    private static final double FLAT_PERCENT = 1;
    private static final double FLAT_SCATTERS = 2;

    private static final Trend NONE = new Trend(OptionalDouble.empty(), OptionalDouble.empty());

    private final OptionalDouble percentPerHour;
    private final OptionalDouble hoursToCritical;

    private Trend(OptionalDouble percentPerHour, OptionalDouble hoursToCritical) {
        this.percentPerHour = percentPerHour;
        this.hoursToCritical = hoursToCritical;
    }

    /** Too little is known. */
    public static Trend none() {
        return NONE;
    }

    /**
     * @param hours when, rising; from any origin
     * @param percents the unusable share then
     * @param criticalPercent where it gets critical
     */
    public static Trend of(double[] hours, double[] percents, double criticalPercent) {
        requireNonNull(hours, "hours is null");
        requireNonNull(percents, "percents is null");
        int start = afterLastJump(percents);
        double[] x = Arrays.copyOfRange(hours, start, hours.length);
        double[] y = Arrays.copyOfRange(percents, start, percents.length);
        if (x.length < MIN_POINTS || x[x.length - 1] - x[0] < MIN_HOURS) {
            return NONE;
        }
        int[] near = near(Line.through(x, y), x, y);
        Line line = Line.through(pick(x, near), pick(y, near));
        double end = x[x.length - 1];
        double rise = line.slope() * (end - x[0]);
        boolean isRising = rise >= FLAT_PERCENT && rise >= FLAT_SCATTERS * line.scatter();
        // From where it is now, since what levels off lies below the end of its line.
        double now = line.at(end) + median(IntStream.range(x.length - FEW, x.length).mapToDouble(i -> y[i] - line.at(x[i])).toArray());
        return new Trend(OptionalDouble.of(rounded(line.slope())), isRising
                ? OptionalDouble.of(rounded(Math.max(0, (criticalPercent - now) / line.slope()))) : OptionalDouble.empty());
    }

    /** To thousandths, and without a minus sign before 0. */
    private static double rounded(double value) {
        return Math.rint(value * 1000) / 1000 + 0.0;
    }

    private static int afterLastJump(double[] y) {
        for (int i = y.length - FEW; i >= FEW; i--) {
            double before = median(Arrays.copyOfRange(y, i - FEW, i));
            double after = median(Arrays.copyOfRange(y, i, i + FEW));
            if (Math.abs(y[i] - y[i - 1]) >= JUMP_PERCENT && Math.abs(after - before) >= JUMP_PERCENT) {
                return i;
            }
        }
        return 0;
    }

    /** The points that are not outliers; at least half of them. */
    private static int[] near(Line line, double[] x, double[] y) {
        double[] distance = IntStream.range(0, x.length).mapToDouble(i -> Math.abs(y[i] - line.at(x[i]))).toArray();
        double limit = OUTLIER * median(distance.clone());
        return IntStream.range(0, x.length).filter(i -> distance[i] <= limit).toArray();
    }

    private static double[] pick(double[] values, int[] indices) {
        return Arrays.stream(indices).mapToDouble(i -> values[i]).toArray();
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return (values[(values.length - 1) / 2] + values[values.length / 2]) / 2;
    }

    /** Percent points per hour, above 0 when it gets worse; empty with too little data. */
    public OptionalDouble percentPerHour() {
        return percentPerHour;
    }

    /** Hours until the share is critical if it goes on like this, 0 when it is; empty when it is flat or improving. */
    public OptionalDouble hoursToCritical() {
        return hoursToCritical;
    }
}
