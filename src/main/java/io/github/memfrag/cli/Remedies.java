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

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(style.bold("What one can try") + ", the mildest first");
        add(lines, "compact", "moves pages together, frees none");
        add(lines, "drop-caches 1", "frees clean page cache" + atMost(pageCacheBytes()));
        add(lines, "drop-caches 2", "frees dentries and inodes" + atMost(bytes("SReclaimable")));
        return lines;
    }

    private static void add(List<String> lines, String words, String effect) {
        lines.add("  " + Invocation.asRoot(words));
        lines.add("      " + effect);
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
