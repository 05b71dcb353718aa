package io.github.memfrag.sampling;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.fragmentation.HostFragmentation;
import io.github.memfrag.kernel.KernelReading;
import io.github.memfrag.kernel.VmStat;
import io.github.memfrag.kernel.log.AllocationFailure;
import io.github.memfrag.verdict.Judge;
import io.github.memfrag.verdict.LoggedFailures;
import io.github.memfrag.verdict.Trend;
import io.github.memfrag.verdict.Verdict;
import io.github.memfrag.verdict.VerdictSettings;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What the samples so far have left behind, and what it makes of a new reading. Samples come one after another; readings and
 * logged failures may come from any thread meanwhile, and wait for nobody.
 */
final class PastSamples {
    /** Long enough to see a host age, short enough to see that it has begun to. */
    private static final int TREND_MINUTES = 6 * 60;

    private volatile VerdictSettings settings;
    private final AtomicReference<LoggedFailures> failures = new AtomicReference<>(LoggedFailures.unreadable());
    private volatile Past past;
    private volatile History history = new History(1);

    PastSamples(VerdictSettings settings) {
        this.settings = requireNonNull(settings, "settings is null");
        this.past = new Past(Judge.with(settings), null, null, Trend.none());
    }

    VerdictSettings settings() {
        return settings;
    }

    /** Other settings, from the next sample on. */
    void apply(VerdictSettings changed) {
        settings = requireNonNull(changed, "changed is null");
    }

    /** A look at a reading; it changes nothing. */
    Snapshot lookAt(KernelReading reading, HostFragmentation host) {
        return past.snapshot(reading, host, failures.get());
    }

    /** One sample more. */
    synchronized Snapshot add(KernelReading reading, HostFragmentation host) {
        LoggedFailures logged = failures.get();
        Judge judge = past.judge.under(settings).after(reading, host, logged);
        Verdict verdict = judge.verdict(reading, host, logged);
        if (history.orders() != reading.buddyInfo().orders()) {
            history = new History(reading.buddyInfo().orders());
        }
        history.add(reading.nanoTime(), host, verdict);
        past = new Past(judge, past.newest, reading, trend(verdict, reading.nanoTime()));
        return past.snapshot(reading, host, logged);
    }

    private Trend trend(Verdict verdict, long nanoTime) {
        int order = verdict.watchOrder();
        if (!verdict.zone().isPresent()) {
            return Trend.none();
        }
        History.Series series = history.series(order, TREND_MINUTES, nanoTime);
        return Trend.of(series.hours(), series.percents(),
                settings.thresholds(order).criticalPercent(verdict.zone().get().blocks().pages(), order));
    }

    /**
     * The points of the last so many minutes, the oldest first.
     *
     * @param nanoTime now
     */
    List<HistoryPoint> history(int minutes, long nanoTime) {
        return past.judge.clock().map(clock -> history.points(minutes, nanoTime, clock)).orElse(Collections.emptyList());
    }

    /** A failure that the log told of; the times are those of the moment. */
    void failed(AllocationFailure failure, long epochMillis, long nanoTime) {
        failures.updateAndGet(known -> known.plus(failure, epochMillis, nanoTime));
    }

    void logReadable(boolean isReadable) {
        failures.updateAndGet(known -> known.readable(isReadable));
    }

    /** Immutable, so that one answer sees one past. */
    private static final class Past {
        private final Judge judge;
        private final KernelReading secondNewest;
        private final KernelReading newest;
        private final Trend trend;

        Past(Judge judge, KernelReading secondNewest, KernelReading newest, Trend trend) {
            this.judge = judge;
            this.secondNewest = secondNewest;
            this.newest = newest;
            this.trend = trend;
        }

        Snapshot snapshot(KernelReading reading, HostFragmentation host, LoggedFailures failures) {
            return new Snapshot(reading, host, judge.verdict(reading, host, failures), trend, rates(reading));
        }

        /** Over one interval at least: the newest sample may be only a moment old. */
        private CounterRates rates(KernelReading reading) {
            KernelReading base = secondNewest != null ? secondNewest : newest;
            if (base == null || reading.nanoTime() - base.nanoTime() <= 0) {
                return null;
            }
            VmStat earlier = base.vmStat().orElse(null);
            VmStat later = reading.vmStat().orElse(null);
            return earlier == null || later == null ? null : new CounterRates(earlier, later, reading.nanoTime() - base.nanoTime());
        }
    }
}
