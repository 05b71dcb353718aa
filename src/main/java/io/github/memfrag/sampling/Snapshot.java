package io.github.memfrag.sampling;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.fragmentation.HostFragmentation;
import io.github.memfrag.kernel.KernelReading;
import io.github.memfrag.verdict.Trend;
import io.github.memfrag.verdict.Verdict;
import java.util.Optional;

/** One reading of the kernel and all that follows from it, in the light of the samples before. */
public final class Snapshot {
    private final KernelReading reading;
    private final HostFragmentation host;
    private final Verdict verdict;
    private final Trend trend;
    private final CounterRates rates;

    /** @param rates null as long as there is nothing to compare with */
    Snapshot(KernelReading reading, HostFragmentation host, Verdict verdict, Trend trend, CounterRates rates) {
        this.reading = requireNonNull(reading, "reading is null");
        this.host = requireNonNull(host, "host is null");
        this.verdict = requireNonNull(verdict, "verdict is null");
        this.trend = requireNonNull(trend, "trend is null");
        this.rates = rates;
    }

    public KernelReading reading() {
        return reading;
    }

    public HostFragmentation host() {
        return host;
    }

    /** The verdict with the numbers of this reading. */
    public Verdict verdict() {
        return verdict;
    }

    /** Where the deciding order was heading at the last sample. */
    public Trend trend() {
        return trend;
    }

    /** Since an earlier sample, one interval or two ago; empty before the second reading, and where vmstat is not readable. */
    public Optional<CounterRates> rates() {
        return Optional.ofNullable(rates);
    }
}
