package io.github.memfrag.fragmentation;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.kernel.FreeBlocks;

/**
 * The kernel's two fragmentation indices, in thousandths, by its own integer arithmetic: what
 * {@code /sys/kernel/debug/extfrag} shows, computed from the free blocks that everybody may read. A thousandfold of the pages
 * that {@link FreeBlocks} takes fits a long.
 */
public final class FragmentationIndices {
    private FragmentationIndices() {}

    /**
     * Unusable free space index: the share of the free pages that lies in blocks too small for the order. 0 to 1000; 1000 too when
     * nothing is free. {@code unusable_free_index} of mm/vmstat.c.
     */
    public static int unusableThousandths(FreeBlocks blocks, int order) {
        requireNonNull(blocks, "blocks is null");
        long freePages = blocks.pages();
        if (freePages == 0) {
            return 1000;
        }
        return (int) ((freePages - (blocks.suitable(order) << order)) * 1000 / freePages);
    }

    /**
     * External fragmentation index: would an allocation of this order fail for lack of memory (towards 0) or because the free
     * memory is in crumbs (towards 1000)? −1000 where it would not fail, and 0 when nothing is free. A lone block one order
     * below gives −500: negative does not mean −1000. {@code __fragmentation_index} of mm/vmstat.c.
     */
    public static int externalThousandths(FreeBlocks blocks, int order) {
        requireNonNull(blocks, "blocks is null");
        long freeBlocks = blocks.blocks();
        if (freeBlocks == 0) {
            return 0;
        }
        if (blocks.suitable(order) > 0) {
            return -1000;
        }
        return (int) (1000 - (1000 + blocks.pages() * 1000 / (1L << order)) / freeBlocks);
    }
}
