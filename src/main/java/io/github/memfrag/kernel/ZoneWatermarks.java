package io.github.memfrag.kernel;

/** What {@code /proc/zoneinfo} says of one zone; all figures in pages. */
public final class ZoneWatermarks {
    private final long freePages;
    private final long minPages;
    private final long lowPages;
    private final long highPages;
    private final long presentPages;
    private final long managedPages;

    ZoneWatermarks(long freePages, long minPages, long lowPages, long highPages, long presentPages,
            long managedPages) {
        this.freePages = freePages;
        this.minPages = minPages;
        this.lowPages = lowPages;
        this.highPages = highPages;
        this.presentPages = presentPages;
        this.managedPages = managedPages;
    }

    /** Free pages, per-CPU lists left out. */
    public long freePages() {
        return freePages;
    }

    /** Below this only emergency allocations succeed without reclaim. */
    public long minPages() {
        return minPages;
    }

    /** Below this kswapd wakes. */
    public long lowPages() {
        return lowPages;
    }

    /** Up to this kswapd reclaims. */
    public long highPages() {
        return highPages;
    }

    /** Pages that exist, those that the kernel reserved or a balloon took included: what the kernel itself weighs zones by. */
    public long presentPages() {
        return presentPages;
    }

    /** Pages that the buddy allocator manages; on kernels before 3.9, which do not tell, the present pages. */
    public long managedPages() {
        return managedPages;
    }
}
