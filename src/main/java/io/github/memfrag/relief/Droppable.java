package io.github.memfrag.relief;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.kernel.MemInfo;
import java.util.OptionalLong;

/** How much there is for a drop to take from, at most. What the kernel does not tell is empty, not 0. */
public final class Droppable {
    private final MemInfo memInfo;

    public Droppable(MemInfo memInfo) {
        this.memInfo = requireNonNull(memInfo, "memInfo is null");
    }

    /** What {@code drop_caches 1} may free. Shared memory is counted as cached and cannot be dropped. */
    public OptionalLong pageCacheBytes() {
        OptionalLong cached = memInfo.bytes("Cached");
        return cached.isPresent() ? OptionalLong.of(Math.max(0, cached.getAsLong() + memInfo.bytes("Buffers").orElse(0)
                - memInfo.bytes("Shmem").orElse(0))) : cached;
    }

    /** What {@code drop_caches 2} may free: dentries and inodes, and what else shrinks on request. */
    public OptionalLong slabBytes() {
        return memInfo.bytes("SReclaimable");
    }

    /** What sync writes to disk before, since only what is clean can be dropped. */
    public OptionalLong dirtyBytes() {
        return memInfo.bytes("Dirty");
    }
}
