package io.github.memfrag.verdict;

/** From where on a zone's free blocks of one order are too few, and too small a share of its free memory. */
public final class Thresholds {
    /** A large zone lives well with a small usable share: so many times the blocks of CRITICAL are enough for any host. */
    private static final int PLENTY = 64;
    /** What has crossed a line must come back by so much, or it would be called well and ill in turns; */
    private static final double MARGIN_PERCENT = 2;
    /** by less where a line lies so high that there is little room above it. */
    private static final double MARGIN_SHARE_OF_ROOM = 0.5;
    private static final double MARGIN_BLOCKS = 1.25;

    private final double warningPercent;
    private final double criticalPercent;
    private final long blocks;

    /**
     * @param warningPercent share of the free memory in blocks too small, at or above which there may be a WARNING
     * @param criticalPercent the same for CRITICAL
     * @param blocks so many blocks are enough to be spared from CRITICAL
     */
    public Thresholds(double warningPercent, double criticalPercent, long blocks) {
        this.warningPercent = warningPercent;
        this.criticalPercent = criticalPercent;
        this.blocks = blocks;
    }

    public double warningPercent() {
        return warningPercent;
    }

    public double criticalPercent() {
        return criticalPercent;
    }

    /** Fewer than so many blocks are needed for CRITICAL. */
    public long criticalBlocks() {
        return blocks;
    }

    /** Fewer than so many blocks are needed for WARNING. */
    public long warningBlocks() {
        return blocks * PLENTY;
    }

    /** @param before the state so far: a line that it has crossed is moved outwards */
    Shape shape(double unusablePercent, long availableBlocks, State before) {
        if (unusablePercent >= linePercent(criticalPercent, State.CRITICAL, before) && hasFewBlocks(availableBlocks, before)) {
            return Shape.BAD;
        }
        return unusablePercent >= linePercent(warningPercent, State.WARNING, before)
                && availableBlocks < lineBlocks(warningBlocks(), State.WARNING, before) ? Shape.POOR : Shape.FINE;
    }

    boolean hasFewBlocks(long availableBlocks, State before) {
        return availableBlocks < lineBlocks(blocks, State.CRITICAL, before);
    }

    private static double linePercent(double percent, State of, State before) {
        return of.isWorseThan(before) ? percent : percent - Math.min(MARGIN_PERCENT, (100 - percent) * MARGIN_SHARE_OF_ROOM);
    }

    private static double lineBlocks(long count, State of, State before) {
        return of.isWorseThan(before) ? count : count * MARGIN_BLOCKS;
    }

    /**
     * The share at which a zone with so much free memory would have both a critical share and too few blocks.
     *
     * @param freePages pages that are free in the zone
     */
    public double criticalPercent(long freePages, int order) {
        double percentWithFewBlocks = 100 - 100.0 * blocks * (1L << order) / freePages;
        return Math.max(criticalPercent, percentWithFewBlocks);
    }
}
