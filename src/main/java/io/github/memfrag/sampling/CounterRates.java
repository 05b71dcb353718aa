package io.github.memfrag.sampling;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.kernel.VmStat;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;

/** How fast the counters of /proc/vmstat rise between two samples. */
public final class CounterRates {
    private final VmStat earlier;
    private final VmStat later;
    private final double seconds;

    /** @param nanos from the earlier sample to the later, above 0 */
    public CounterRates(VmStat earlier, VmStat later, long nanos) {
        this.earlier = requireNonNull(earlier, "earlier is null");
        this.later = requireNonNull(later, "later is null");
        if (nanos <= 0) {
            throw new IllegalArgumentException(nanos + " ns between two samples");
        }
        this.seconds = nanos / 1e9;
    }

    /** Rises per second; empty when this kernel has no such counter, or when it fell, which is to say it was reset. */
    public OptionalDouble perSecond(String name) {
        requireNonNull(name, "name is null");
        return rate(vmStat -> vmStat.counter(name));
    }

    /** The same for the sum of all counters whose name begins so. */
    public OptionalDouble sumPerSecond(String prefix) {
        requireNonNull(prefix, "prefix is null");
        return rate(vmStat -> vmStat.sum(prefix));
    }

    private OptionalDouble rate(Function<VmStat, OptionalLong> counter) {
        OptionalLong before = counter.apply(earlier);
        OptionalLong after = counter.apply(later);
        if (!before.isPresent() || !after.isPresent() || after.getAsLong() < before.getAsLong()) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of((after.getAsLong() - before.getAsLong()) / seconds);
    }
}
