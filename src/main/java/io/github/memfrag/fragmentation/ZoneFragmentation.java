package io.github.memfrag.fragmentation;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.kernel.FreeBlocks;
import io.github.memfrag.kernel.ZoneName;
import io.github.memfrag.kernel.ZoneWatermarks;
import java.util.Optional;

/** The free memory of one zone at one moment, and how much of it a request of a given order could use. */
public final class ZoneFragmentation {
    private final ZoneName name;
    private final FreeBlocks blocks;
    private final ZoneWatermarks watermarks;

    /** @param watermarks null when zoneinfo could not be read */
    public ZoneFragmentation(ZoneName name, FreeBlocks blocks, ZoneWatermarks watermarks) {
        this.name = requireNonNull(name, "name is null");
        this.blocks = requireNonNull(blocks, "blocks is null");
        this.watermarks = watermarks;
    }

    public ZoneName name() {
        return name;
    }

    public FreeBlocks blocks() {
        return blocks;
    }

    public Optional<ZoneWatermarks> watermarks() {
        return Optional.ofNullable(watermarks);
    }

    /** Unusable free space index at this order, in percent: 99.6 for the kernel's 0.996. */
    public double unusablePercent(int order) {
        return FragmentationIndices.unusableThousandths(blocks, order) / 10.0;
    }

    /** Index = order. */
    public double[] unusablePercentByOrder() {
        double[] percent = new double[blocks.orders()];
        for (int order = 0; order < percent.length; order++) {
            percent[order] = unusablePercent(order);
        }
        return percent;
    }

    /** External fragmentation index at this order, −1.000 to 1.000. */
    public double fragmentationIndex(int order) {
        return FragmentationIndices.externalThousandths(blocks, order) / 1000.0;
    }

    /** Index = order. */
    public double[] fragmentationIndexByOrder() {
        double[] index = new double[blocks.orders()];
        for (int order = 0; order < index.length; order++) {
            index[order] = fragmentationIndex(order);
        }
        return index;
    }
}
