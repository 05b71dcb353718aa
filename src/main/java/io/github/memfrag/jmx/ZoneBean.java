package io.github.memfrag.jmx;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.fragmentation.ZoneFragmentation;
import io.github.memfrag.kernel.ZoneName;
import io.github.memfrag.kernel.ZoneWatermarks;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.weakref.jmx.Managed;

/** {@code memfrag:type=Zone,node=…,zone=…}: one zone. */
@Description("Free memory of one zone of one NUMA node. An attribute is null where the kernel does not tell.")
public final class ZoneBean {
    private final KernelAnswers kernel;
    private final ZoneName name;

    ZoneBean(KernelAnswers kernel, ZoneName name) {
        this.kernel = requireNonNull(kernel, "kernel is null");
        this.name = requireNonNull(name, "name is null");
    }

    @Managed(description = "NUMA node")
    public int getNode() {
        return name.node();
    }

    @Managed(description = "Zone: DMA, DMA32, Normal, HighMem, Movable or Device")
    public String getZone() {
        return name.zone();
    }

    @Managed(description = "Whether this zone is one of those that speak for the host")
    public Boolean isWatched() {
        return kernel.ask(snapshot -> snapshot.host().watched().stream().anyMatch(zone -> zone.name().equals(name)));
    }

    @Managed(description = "The order that decides for the host, and that the figures are for: a block of order o is 2^o pages")
    @Unit("order")
    public int getWatchOrder() {
        return kernel.verdict().watchOrder();
    }

    @Managed(description = "Free memory, per-CPU lists left out")
    @Unit("bytes")
    public Long getFreeBytes() {
        return ask(zone -> kernel.bytes(zone.blocks().pages()));
    }

    @Managed(description = "Free blocks; index = order")
    @Unit("blocks")
    public long[] getFreeBlocks() {
        return ask(zone -> zone.blocks().countByOrder());
    }

    @Managed(description = "Share of the free memory that lies in blocks too small for WatchOrder (the kernel's unusable free space"
            + " index)")
    @Unit("percent")
    public Double getUnusableFreePercent() {
        return atWatchOrder((zone, order) -> zone.unusablePercent(order));
    }

    @Managed(description = "External fragmentation index at WatchOrder: -1 where an allocation would succeed, else towards 0 it fails"
            + " for lack of memory, towards 1 because of fragmentation")
    @Unit("-1.000 to 1.000")
    public Double getFragmentationIndex() {
        return atWatchOrder((zone, order) -> zone.fragmentationIndex(order));
    }

    @Managed(description = "Free memory in blocks of WatchOrder and above")
    @Unit("bytes")
    public Long getUsableBytes() {
        return atWatchOrder((zone, order) -> kernel.bytes(zone.blocks().pagesFrom(order)));
    }

    @Managed(description = "Blocks of WatchOrder that the free blocks of that order and above can be split into")
    @Unit("blocks")
    public Long getAvailableBlocks() {
        return atWatchOrder((zone, order) -> zone.blocks().suitable(order));
    }

    @Managed(description = "Order of the largest free block; null when nothing is free")
    @Unit("order")
    public Integer getLargestFreeOrder() {
        return ask(zone -> KernelAnswers.orNull(zone.blocks().largestFreeOrder()));
    }

    @Managed(description = "Unusable free space index; index = order")
    @Unit("percent")
    public double[] getUnusableFreePercentByOrder() {
        return ask(ZoneFragmentation::unusablePercentByOrder);
    }

    @Managed(description = "External fragmentation index; index = order")
    @Unit("-1.000 to 1.000")
    public double[] getFragmentationIndexByOrder() {
        return ask(ZoneFragmentation::fragmentationIndexByOrder);
    }

    @Managed(description = "Below this only emergency allocations succeed without reclaim")
    @Unit("bytes")
    public Long getMinWatermarkBytes() {
        return watermark(ZoneWatermarks::minPages);
    }

    @Managed(description = "Below this kswapd wakes to reclaim")
    @Unit("bytes")
    public Long getLowWatermarkBytes() {
        return watermark(ZoneWatermarks::lowPages);
    }

    @Managed(description = "Up to this kswapd reclaims")
    @Unit("bytes")
    public Long getHighWatermarkBytes() {
        return watermark(ZoneWatermarks::highPages);
    }

    @Managed(description = "Memory of this zone that the kernel's allocator manages")
    @Unit("bytes")
    public Long getManagedBytes() {
        return watermark(ZoneWatermarks::managedPages);
    }

    private <T> T ask(Function<ZoneFragmentation, T> question) {
        return kernel.askFor(snapshot -> snapshot.host().zone(name).map(question));
    }

    private <T> T atWatchOrder(BiFunction<ZoneFragmentation, Integer, T> question) {
        return kernel.askFor(snapshot -> snapshot.host().zone(name)
                .map(zone -> question.apply(zone, snapshot.verdict().watchOrder())));
    }

    private Long watermark(ToLongFunction<ZoneWatermarks> pages) {
        return ask(zone -> zone.watermarks().map(pages::applyAsLong).map(kernel::bytes).orElse(null));
    }
}
