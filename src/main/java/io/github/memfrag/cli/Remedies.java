package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.fragmentation.ByteCount;
import io.github.memfrag.kernel.MemInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What one may try to get larger free blocks, the mildest first, as lines to copy. */
final class Remedies {
    private final Optional<MemInfo> memInfo;
    private final Style style;

    Remedies(Optional<MemInfo> memInfo, Style style) {
        this.memInfo = requireNonNull(memInfo, "memInfo is null");
        this.style = requireNonNull(style, "style is null");
    }

    List<String> lines(int columns) {
        List<String> lines = new ArrayList<>();
        lines.add(style.bold("What one can try") + ", the mildest first");
        lines.addAll(new Table()
                .row(remedy("compact"), Cell.left("moves pages together, frees none"))
                .row(remedy("drop-caches 1"), Cell.left("frees clean page cache" + atMost(pageCacheBytes())))
                .row(remedy("drop-caches 2"), Cell.left("frees dentries and inodes" + atMost(bytes("SReclaimable"))))
                .lines(columns));
        return lines;
    }

    private static Cell remedy(String words) {
        return Cell.left("  " + Invocation.asRoot(words));
    }

    private static String atMost(OptionalLong bytes) {
        return bytes.isPresent() ? ", " + ByteCount.text(bytes.getAsLong()) + " at most" : "";
    }

    /** Shared memory is counted as cached, and cannot be dropped. */
    private OptionalLong pageCacheBytes() {
        OptionalLong cached = bytes("Cached");
        return cached.isPresent() ? OptionalLong.of(Math.max(0,
                cached.getAsLong() + bytes("Buffers").orElse(0) - bytes("Shmem").orElse(0))) : cached;
    }

    private OptionalLong bytes(String name) {
        return memInfo.isPresent() ? memInfo.get().bytes(name) : OptionalLong.empty();
    }
}
