package io.github.memfrag.jmx;

import io.github.memfrag.kernel.Pressure;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** {@code memfrag:type=Compaction}: what the kernel did about fragmentation, and who waited for it. */
final class CompactionBean {
    private static final String DESCRIPTION = "Counters of /proc/vmstat since boot, each with its rate between two samples, and memory"
            + " pressure (PSI). What this kernel does not count is left out; a rate is null before the second sample.";

    private CompactionBean() {}

    /** With an attribute for each figure that this kernel has now; with all when it tells none. */
    static ComputedMBean of(KernelAnswers kernel) {
        ComputedMBean.Builder mbean = new ComputedMBean.Builder();
        for (CompactionCounter counter : CompactionCounter.values()) {
            if (!kernel.tellsVmStat() || count(kernel, counter) != null) {
                mbean.attribute(counter.attribute(), Long.class, counter.unit(), counter.description(),
                        () -> count(kernel, counter));
                mbean.attribute(counter.attribute() + "PerSecond", Double.class, counter.unit() + " per second",
                        "The same, per second", () -> perSecond(kernel, counter));
            }
        }
        addPressure(mbean, kernel, "Some", "some task", Pressure::some);
        addPressure(mbean, kernel, "Full", "every task that was not idle", Pressure::full);
        return mbean.build(DESCRIPTION);
    }

    private static Long count(KernelAnswers kernel, CompactionCounter counter) {
        return kernel.askFor(snapshot -> snapshot.reading().vmStat().map(vmStat -> KernelAnswers.orNull(counter.count(vmStat))));
    }

    private static Double perSecond(KernelAnswers kernel, CompactionCounter counter) {
        return kernel.askFor(snapshot -> snapshot.rates().map(rates -> KernelAnswers.orNull(counter.perSecond(rates))));
    }

    private static void addPressure(ComputedMBean.Builder mbean, KernelAnswers kernel, String name, String who,
            Function<Pressure, Optional<Pressure.Stall>> kind) {
        if (kernel.tellsVmStat() && stall(kernel, kind, stall -> stall) == null) {
            return;
        }
        addShare(mbean, name, 10, who, () -> stall(kernel, kind, Pressure.Stall::avg10Percent));
        addShare(mbean, name, 60, who, () -> stall(kernel, kind, Pressure.Stall::avg60Percent));
        addShare(mbean, name, 300, who, () -> stall(kernel, kind, Pressure.Stall::avg300Percent));
        mbean.attribute("Pressure" + name + "TotalMicros", Long.class, "microseconds", "Time since boot in which " + who
                + " waited for memory", () -> stall(kernel, kind, Pressure.Stall::totalMicros));
    }

    private static void addShare(ComputedMBean.Builder mbean, String name, int seconds, String who,
            Supplier<Double> share) {
        mbean.attribute("Pressure" + name + "Avg" + seconds + "Percent", Double.class, "percent",
                "Share of the last " + seconds + " s in which " + who + " waited for memory", share);
    }

    private static <T> T stall(KernelAnswers kernel, Function<Pressure, Optional<Pressure.Stall>> kind,
            Function<Pressure.Stall, T> figure) {
        return kernel.askFor(snapshot -> snapshot.reading().pressure().flatMap(kind).map(figure));
    }
}
