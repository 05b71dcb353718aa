package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;

import java.util.OptionalLong;

/** Says amounts of memory in bytes, or in pages where the kernel does not tell how large a page is. */
final class Pages {
    private final OptionalLong pageSizeBytes;

    Pages(OptionalLong pageSizeBytes) {
        this.pageSizeBytes = requireNonNull(pageSizeBytes, "pageSizeBytes is null");
    }

    /** {@code 64 KiB}, or {@code 16 pages}. */
    String size(long pages) {
        return pageSizeBytes.isPresent() ? Quantity.bytes(pages * pageSizeBytes.getAsLong())
                : Quantity.number(pages) + (pages == 1 ? " page" : " pages");
    }

    /** {@code 64K}, or {@code 16p}. */
    String shortSize(long pages) {
        return pageSizeBytes.isPresent() ? Quantity.shortBytes(pages * pageSizeBytes.getAsLong()) : pages + "p";
    }

    /** {@code 64 KiB} for order 4 with pages of 4 KiB. */
    String block(int order) {
        return size(1L << order);
    }
}
