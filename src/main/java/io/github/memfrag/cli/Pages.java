package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.fragmentation.ByteCount;
import java.util.OptionalLong;

/** Says amounts of memory in bytes, or in pages where the kernel does not tell how large a page is. */
final class Pages {
    private final OptionalLong pageSizeBytes;

    Pages(OptionalLong pageSizeBytes) {
        this.pageSizeBytes = requireNonNull(pageSizeBytes, "pageSizeBytes is null");
    }

    /** {@code 1.0 GiB}, or {@code 262,144 pages}. */
    String size(long pages) {
        return pageSizeBytes.isPresent() ? ByteCount.text(pages * pageSizeBytes.getAsLong())
                : Quantity.number(pages) + (pages == 1 ? " page" : " pages");
    }

    /** {@code 64 KiB} for order 4 with pages of 4 KiB, or {@code 16 pages}: never a fraction, since it is a power of two. */
    String block(int order) {
        return size(1L << order).replace(".0 ", " ");
    }

    /** {@code 64K}, or {@code 16p}. */
    String shortBlock(int order) {
        return pageSizeBytes.isPresent() ? block(order).replace(" ", "").replace("iB", "") : (1L << order) + "p";
    }
}
