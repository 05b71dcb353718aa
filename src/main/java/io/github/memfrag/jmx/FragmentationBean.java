package io.github.memfrag.jmx;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.fragmentation.ZoneFragmentation;
import io.github.memfrag.sampling.Snapshot;
import java.util.Optional;
import java.util.function.Function;
import javax.management.openmbean.TabularData;
import org.weakref.jmx.Managed;

/** {@code memfrag:type=Fragmentation}: the host as a whole. */
@Description("How fragmented the physical memory of this host is. Figures 'of the worst zone' are those of the watched zone with the"
        + " largest UnusableFreePercent at WatchOrder. An attribute is null where the kernel does not tell.")
public final class FragmentationBean {
    private final KernelAnswers kernel;
    private final ZoneTables tables;
    private final String bootId;
    private final int watchOrder;

    FragmentationBean(KernelAnswers kernel, Optional<String> bootId, int watchOrder) {
        this.kernel = requireNonNull(kernel, "kernel is null");
        this.tables = new ZoneTables(kernel, watchOrder);
        this.bootId = bootId.orElse(null);
        this.watchOrder = watchOrder;
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

    @Managed(description = "The order that the figures of this MBean are for: a block of order o is 2^o pages")
    @Unit("order")
    public int getWatchOrder() {
        return watchOrder;
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
        return ofWorst(zone -> zone.unusablePercent(watchOrder));
    }

    @Managed(description = "The watched zone with the largest UnusableFreePercent")
    public String getWorstZone() {
        return ofWorst(zone -> zone.name().toString());
    }

    @Managed(description = "External fragmentation index of the worst zone at WatchOrder: -1 where an allocation would succeed, else"
            + " towards 0 it fails for lack of memory, towards 1 because of fragmentation")
    @Unit("-1.000 to 1.000")
    public Double getFragmentationIndex() {
        return ofWorst(zone -> zone.fragmentationIndex(watchOrder));
    }

    @Managed(description = "Free memory of the worst zone in blocks of WatchOrder and above")
    @Unit("bytes")
    public Long getUsableBytes() {
        return ofWorst(zone -> kernel.bytes(zone.blocks().pagesFrom(watchOrder)));
    }

    @Managed(description = "Blocks of WatchOrder that the worst zone's free blocks of that order and above can be split into")
    @Unit("blocks")
    public Long getAvailableBlocks() {
        return ofWorst(zone -> zone.blocks().suitable(watchOrder));
    }

    @Managed(description = "Order of the worst zone's largest free block; null when nothing is free")
    @Unit("order")
    public Integer getLargestFreeOrder() {
        return ofWorst(zone -> KernelAnswers.orNull(zone.blocks().largestFreeOrder()));
    }

    @Managed(description = "Unusable free space index of the worst zone; index = order")
    @Unit("percent")
    public double[] getUnusableFreePercentByOrder() {
        return ofWorst(ZoneFragmentation::unusablePercentByOrder);
    }

    @Managed(description = "External fragmentation index of the worst zone; index = order")
    @Unit("-1.000 to 1.000")
    public double[] getFragmentationIndexByOrder() {
        return ofWorst(ZoneFragmentation::fragmentationIndexByOrder);
    }

    @Managed(description = "The worst zone, one row per order")
    public TabularData getOrders() {
        return ofWorst(tables::orders);
    }

    @Managed(description = "All zones, one row each, at WatchOrder")
    public TabularData getZones() {
        return kernel.ask(snapshot -> tables.zones(snapshot.host()));
    }

    private <T> T ofWorst(Function<ZoneFragmentation, T> question) {
        return kernel.askFor((Snapshot snapshot) -> snapshot.host().worst(watchOrder).map(question));
    }
}
