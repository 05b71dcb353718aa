package io.github.memfrag.jmx;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.fragmentation.ZoneFragmentation;
import java.util.Optional;
import java.util.function.BiFunction;
import javax.management.MBeanOperationInfo;
import javax.management.openmbean.TabularData;
import org.weakref.jmx.Managed;

/** {@code memfrag:type=Fragmentation}: the host as a whole. */
@Description("How fragmented the physical memory of this host is, and what that means. Figures 'of the worst zone' are those of the"
        + " watched zone that decides, at the order that decides (WatchOrder). An attribute is null where the kernel does not tell.")
public final class FragmentationBean {
    private final KernelAnswers kernel;
    private final ZoneTables tables;
    private final String bootId;

    FragmentationBean(KernelAnswers kernel, Optional<String> bootId) {
        this.kernel = requireNonNull(kernel, "kernel is null");
        this.tables = new ZoneTables(kernel);
        this.bootId = bootId.orElse(null);
    }

    @Managed(description = "Whether this host tells its free blocks")
    public boolean isSupported() {
        return kernel.unsupportedReason() == null;
    }

    @Managed(description = "Why not, when Supported is false; else null")
    public String getUnsupportedReason() {
        return kernel.unsupportedReason();
    }

    @Managed(description = "When the kernel was read")
    @Unit("milliseconds since 1970-01-01 UTC")
    public Long getSampleTime() {
        return kernel.ask(snapshot -> snapshot.reading().epochMillis());
    }

    @Managed(description = "Random identifier of this boot of the host: the same in all its JVMs")
    public String getBootId() {
        return bootId;
    }

    @Managed(description = "Size of a page")
    @Unit("bytes")
    public Long getPageSizeBytes() {
        return kernel.pageSizeBytes();
    }

    @Managed(description = "0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN, as Nagios counts")
    public int getState() {
        return kernel.verdict().state().code();
    }

    @Managed(description = "OK, WARNING, CRITICAL or UNKNOWN")
    public String getStateName() {
        return kernel.verdict().state().name();
    }

    @Managed(description = "What is wrong, apart from how bad it is: NONE, FRAGMENTATION, SHORTAGE (too little memory: no relief helps) or"
            + " ALLOCATION_FAILURE (the kernel logged one)")
    public String getCause() {
        return kernel.verdict().cause().name();
    }

    @Managed(description = "Why, in one sentence with the numbers")
    public String getStateReason() {
        return kernel.verdict().reason();
    }

    @Managed(description = "Since when the state is what it is; at most since the agent's start, null while UNKNOWN")
    @Unit("milliseconds since 1970-01-01 UTC")
    public Long getStateSince() {
        return KernelAnswers.orNull(kernel.verdict().sinceEpochMillis());
    }

    @Managed(description = "What to do next, and what would prevent it")
    public String getAdvice() {
        return kernel.verdict().advice();
    }

    @Managed(description = "Where UnusableFreePercent is heading, by least squares over up to six hours: above 0 it gets worse; null with"
            + " too little data")
    @Unit("percent points per hour")
    public Double getTrendPercentPerHour() {
        return kernel.ask(snapshot -> KernelAnswers.orNull(snapshot.trend().percentPerHour()));
    }

    @Managed(description = "Hours until the trend reaches the critical threshold, 0 when it has; null when flat, improving or unknown")
    @Unit("hours")
    public Double getHoursToCritical() {
        return kernel.ask(snapshot -> KernelAnswers.orNull(snapshot.trend().hoursToCritical()));
    }

    @Managed(description = "The order that decides, and that the figures of the worst zone are for: a block of order o is 2^o pages")
    @Unit("order")
    public int getWatchOrder() {
        return kernel.verdict().watchOrder();
    }

    @Managed(description = "All orders that are judged, those that failed lately too; the most important first")
    @Unit("order")
    public int[] getWatchOrders() {
        return kernel.verdict().watchOrders().stream().mapToInt(Integer::intValue).toArray();
    }

    @Managed(description = "Free memory of all zones, per-CPU lists left out")
    @Unit("bytes")
    public Long getFreeBytes() {
        return kernel.ask(snapshot -> kernel.bytes(snapshot.host().total().pages()));
    }

    @Managed(description = "Free blocks of all zones; index = order")
    @Unit("blocks")
    public long[] getFreeBlocks() {
        return kernel.ask(snapshot -> snapshot.host().total().countByOrder());
    }

    @Managed(description = "The headline: share of the worst zone's free memory that lies in blocks too small for WatchOrder (the"
            + " kernel's unusable free space index)")
    @Unit("percent")
    public Double getUnusableFreePercent() {
        return ofWorst((zone, order) -> zone.unusablePercent(order));
    }

    @Managed(description = "The watched zone that decides")
    public String getWorstZone() {
        return ofWorst((zone, order) -> zone.name().toString());
    }

    @Managed(description = "External fragmentation index of the worst zone at WatchOrder: -1 where an allocation would succeed, else"
            + " towards 0 it fails for lack of memory, towards 1 because of fragmentation")
    @Unit("-1.000 to 1.000")
    public Double getFragmentationIndex() {
        return ofWorst((zone, order) -> zone.fragmentationIndex(order));
    }

    @Managed(description = "Free memory of the worst zone in blocks of WatchOrder and above")
    @Unit("bytes")
    public Long getUsableBytes() {
        return ofWorst((zone, order) -> kernel.bytes(zone.blocks().pagesFrom(order)));
    }

    @Managed(description = "Blocks of WatchOrder that the worst zone's free blocks of that order and above can be split into")
    @Unit("blocks")
    public Long getAvailableBlocks() {
        return ofWorst((zone, order) -> zone.blocks().suitable(order));
    }

    @Managed(description = "Order of the worst zone's largest free block; null when nothing is free")
    @Unit("order")
    public Integer getLargestFreeOrder() {
        return ofWorst((zone, order) -> KernelAnswers.orNull(zone.blocks().largestFreeOrder()));
    }

    @Managed(description = "Unusable free space index of the worst zone; index = order")
    @Unit("percent")
    public double[] getUnusableFreePercentByOrder() {
        return ofWorst((zone, order) -> zone.unusablePercentByOrder());
    }

    @Managed(description = "External fragmentation index of the worst zone; index = order")
    @Unit("-1.000 to 1.000")
    public double[] getFragmentationIndexByOrder() {
        return ofWorst((zone, order) -> zone.fragmentationIndexByOrder());
    }

    @Managed(description = "The worst zone, one row per order")
    public TabularData getOrders() {
        return ofWorst((zone, order) -> tables.orders(zone));
    }

    @Managed(description = "All zones, one row each, at WatchOrder")
    public TabularData getZones() {
        return kernel.ask(tables::zones);
    }

    @Managed(description = "The past, one sample a minute, with the state that held then: what was between two rows is not in them. At most 24 hours")
    @Impact(MBeanOperationInfo.INFO)
    public TabularData history(@Description("How far to look back, 1 to 1440") int minutes) {
        return HistoryTable.of(kernel.history(minutes), kernel);
    }

    private <T> T ofWorst(BiFunction<ZoneFragmentation, Integer, T> question) {
        return kernel.askFor(snapshot -> snapshot.verdict().zone()
                .map(zone -> question.apply(zone, snapshot.verdict().watchOrder())));
    }
}
