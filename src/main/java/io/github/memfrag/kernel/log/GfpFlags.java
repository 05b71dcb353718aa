package io.github.memfrag.kernel.log;

/**
 * A gfp mask in words. Kernels before 4.6 print the bare number, and bits have changed places: 0x10 meant __GFP_WAIT until 4.3 and
 * means __GFP_RECLAIMABLE since 4.4. Only bits that mean the same in every kernel from 2.6.18 to 6.18 get a name here
 * (include/linux/gfp.h, later gfp_types.h).
 */
final class GfpFlags {
    /** Index = bit. */
    private static final String[] SURE = {
        "__GFP_DMA", "__GFP_HIGHMEM", "__GFP_DMA32", "__GFP_MOVABLE", null, "__GFP_HIGH", "__GFP_IO", "__GFP_FS"
    };

    private GfpFlags() {}

    /** Written as the kernel writes a mask: names first, what has none as one hexadecimal number; {@code none} for 0. */
    static String names(long mask) {
        StringBuilder names = new StringBuilder();
        long rest = mask;
        for (int bit = 0; bit < SURE.length; bit++) {
            if (SURE[bit] != null && (mask & 1L << bit) != 0) {
                names.append(names.length() == 0 ? "" : "|").append(SURE[bit]);
                rest &= ~(1L << bit);
            }
        }
        if (rest != 0) {
            names.append(names.length() == 0 ? "" : "|").append("0x").append(Long.toHexString(rest));
        }
        return names.length() == 0 ? "none" : names.toString();
    }
}
