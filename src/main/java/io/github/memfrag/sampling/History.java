package io.github.memfrag.sampling;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.fragmentation.HostFragmentation;
import io.github.memfrag.fragmentation.ZoneFragmentation;
import io.github.memfrag.verdict.Cause;
import io.github.memfrag.verdict.SampleClock;
import io.github.memfrag.verdict.State;
import io.github.memfrag.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The last 24 hours, a point a minute, in a ring of primitive arrays: 70 KB with 11 orders, 130 KB with 31. Besides the deciding
 * figures it keeps the unusable share at every order, so that a trend has its past when another order comes to decide.
 */
final class History {
    static final int MINUTES = 24 * 60;
    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final int orders;
    private final long[] nanoTimes = new long[MINUTES];
    private final byte[] states = new byte[MINUTES];
    private final byte[] causes = new byte[MINUTES];
    private final byte[] watchOrders = new byte[MINUTES];
    private final short[] unusableThousandths = new short[MINUTES];
    private final long[] availableBlocks = new long[MINUTES];
    private final long[] freePages = new long[MINUTES];
    /** Of the worst watched zone at each order; index = point * orders + order. */
    private final short[] worstThousandths;
    private int size;
    private int next;

    /** @param orders how many the kernel has */
    History(int orders) {
        this.orders = orders;
        this.worstThousandths = new short[MINUTES * orders];
    }

    int orders() {
        return orders;
    }

    /** Keeps this sample, unless the last one kept is less than a minute older, or there is nothing to keep. */
    synchronized void add(long nanoTime, HostFragmentation host, Verdict verdict) {
        requireNonNull(host, "host is null");
        boolean isEarly = size > 0 && nanoTime - nanoTimes[index(size - 1)] < MINUTE_NANOS;
        if (isEarly || !requireNonNull(verdict, "verdict is null").zone().isPresent()) {
            return;
        }
        ZoneFragmentation zone = verdict.zone().get();
        nanoTimes[next] = nanoTime;
        states[next] = (byte) verdict.state().ordinal();
        causes[next] = (byte) verdict.cause().ordinal();
        watchOrders[next] = (byte) verdict.watchOrder();
        unusableThousandths[next] = thousandths(zone.unusablePercent(verdict.watchOrder()));
        availableBlocks[next] = zone.blocks().suitable(verdict.watchOrder());
        freePages[next] = host.total().pages();
        for (int order = 0; order < orders; order++) {
            int of = order;
            worstThousandths[next * orders + order] =
                    host.worst(order).map(worst -> thousandths(worst.unusablePercent(of))).orElse((short) 0);
        }
        next = (next + 1) % MINUTES;
        size = Math.min(size + 1, MINUTES);
    }

    /**
     * The points that are at most so old, the oldest first.
     *
     * @param nanoTime now
     */
    synchronized List<HistoryPoint> points(int minutes, long nanoTime, SampleClock clock) {
        List<HistoryPoint> points = new ArrayList<>();
        for (int i = firstWithin(minutes, nanoTime); i < size; i++) {
            int at = index(i);
            points.add(new HistoryPoint(clock.epochMillis(nanoTimes[at]), State.values()[states[at]], Cause.values()[causes[at]],
                    watchOrders[at], unusableThousandths[at] / 10.0, availableBlocks[at], freePages[at]));
        }
        return points;
    }

    /** The unusable share of the worst watched zone at this order, over the points that are at most so old. */
    synchronized Series series(int order, int minutes, long nanoTime) {
        int first = firstWithin(minutes, nanoTime);
        double[] hours = new double[size - first];
        double[] percents = new double[size - first];
        for (int i = 0; i < hours.length; i++) {
            int at = index(first + i);
            hours[i] = (nanoTimes[at] - nanoTime) / 3.6e12;
            percents[i] = worstThousandths[at * orders + order] / 10.0;
        }
        return new Series(hours, percents);
    }

    private int firstWithin(int minutes, long nanoTime) {
        int first = 0;
        while (first < size && nanoTime - nanoTimes[index(first)] > minutes * MINUTE_NANOS) {
            first++;
        }
        return first;
    }

    /** Where the i-th oldest point lies. */
    private int index(int i) {
        return (next - size + i + MINUTES) % MINUTES;
    }

    private static short thousandths(double percent) {
        return (short) Math.round(percent * 10);
    }

    /** Hours before now, negative, and the share then. */
    static final class Series {
        private final double[] hours;
        private final double[] percents;

        private Series(double[] hours, double[] percents) {
            this.hours = hours;
            this.percents = percents;
        }

        double[] hours() {
            return hours;
        }

        double[] percents() {
            return percents;
        }
    }
}
