package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.fragmentation.ByteCount;
import io.github.memfrag.kernel.MemInfo;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The cures that an advice speaks of, the mildest first, as lines to copy, with how much each may free. */
final class Remedies {
    private final Optional<MemInfo> memInfo;

    Remedies(Optional<MemInfo> memInfo) {
        this.memInfo = requireNonNull(memInfo, "memInfo is null");
    }

    List<String> lines() {
        Table table = new Table();
        add(table, "compact", "");
        add(table, "drop-caches 1", atMost(pageCacheBytes()));
        add(table, "drop-caches 2", atMost(bytes("SReclaimable")));
        return table.lines(Integer.MAX_VALUE);
    }

    private static void add(Table table, String words, String comment) {
        table.row(Cell.left("  " + Invocation.asRoot(words)), Cell.left(comment));
    }

    private static String atMost(OptionalLong bytes) {
        return bytes.isPresent() ? "# " + ByteCount.text(bytes.getAsLong()) + " at most" : "";
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
