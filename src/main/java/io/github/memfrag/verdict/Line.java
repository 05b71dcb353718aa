package io.github.memfrag.verdict;

/** The straight line nearest to some points, by least squares. */
final class Line {
    private final double meanX;
    private final double meanY;
    private final double slope;
    private final double scatter;

    private Line(double meanX, double meanY, double slope, double scatter) {
        this.meanX = meanX;
        this.meanY = meanY;
        this.slope = slope;
        this.scatter = scatter;
    }

    /** Flat when all points have the same x. */
    static Line through(double[] x, double[] y) {
        double meanX = mean(x);
        double meanY = mean(y);
        double xx = 0;
        double xy = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            xx += (x[i] - meanX) * (x[i] - meanX);
            xy += (x[i] - meanX) * (y[i] - meanY);
            yy += (y[i] - meanY) * (y[i] - meanY);
        }
        double slope = xx == 0 ? 0 : xy / xx;
        return new Line(meanX, meanY, slope, Math.sqrt(Math.max(0, yy - slope * xy) / x.length));
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    double slope() {
        return slope;
    }

    /** Standard deviation of the points around the line. */
    double scatter() {
        return scatter;
    }

    double at(double x) {
        return meanY + slope * (x - meanX);
    }
}
