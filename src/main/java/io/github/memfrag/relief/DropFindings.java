package io.github.memfrag.relief;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import io.github.memfrag.fragmentation.ByteCount;
import io.github.memfrag.relief.helper.ReliefStep.Outcome;
import io.github.memfrag.relief.helper.ReliefStep;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What the numbers tell of a drop that the kernel took: clauses for the conclusion, empty when there is nothing to tell. */
final class DropFindings {
    private final ReliefOperation operation;
    private final ReliefEffect effect;

    DropFindings(ReliefOperation operation, ReliefEffect effect) {
        this.operation = requireNonNull(operation, "operation is null");
        this.effect = requireNonNull(effect, "effect is null");
    }

    /** By the kernel's count of drops; on a kernel that does not count them, by the free memory. */
    boolean freedNothing() {
        OptionalLong pageCache = effect.counterDelta("drop_pagecache");
        OptionalLong slab = effect.counterDelta("drop_slab");
        if (pageCache.isPresent() && slab.isPresent()) {
            return operation.dropsPageCache() && pageCache.getAsLong() < 1 || operation.dropsSlab() && slab.getAsLong() < 1;
        }
        return effect.freedPages() <= 0 || effect.freeMemorySteady();
    }

    String freed() {
        // Each drop counts one. Before Linux 3.15 none was counted, and the kernel's success is taken at its word.
        int ownPageCache = operation.dropsPageCache() ? 1 : 0;
        int ownSlab = operation.dropsSlab() ? 1 : 0;
        long pageCache = effect.counterDelta("drop_pagecache").orElse(ownPageCache);
        long slab = effect.counterDelta("drop_slab").orElse(ownSlab);
        if (pageCache < ownPageCache || slab < ownSlab) {
            return "the kernel took " + operation.command().title() + " but counted no drop of "
                    + caches(pageCache < ownPageCache, slab < ownSlab) + ": " + freeMemory();
        }
        boolean others = pageCache > ownPageCache || slab > ownSlab;
        return "dropped " + caches(operation.dropsPageCache(), operation.dropsSlab())
                + (others ? ", as somebody else did meanwhile: " : ": ") + freeMemory();
    }

    /** A sync that did not do its part, and what it left. */
    String syncTrouble(ReliefStep sync) {
        if (sync.done()) {
            return "";
        }
        Long dirtyBytes = effect.memInfoAfter().get("Dirty");
        return "sync " + (sync.outcome() == Outcome.TIMED_OUT ? "was not finished in time" : "failed: " + sync.message())
                + (dirtyBytes == null ? "" : ", " + ByteCount.text(dirtyBytes) + " are still dirty, which no drop frees");
    }

    /** When nothing was freed: what looks like a cache, or fills the memory, but is not for a drop to free. */
    String outOfReach() {
        if (effect.freedPages() > 0 && !effect.freeMemorySteady()) {
            return "";
        }
        String parts = Stream.of(effect.notable("SUnreclaim").map(amount -> amount + " are unreclaimable slab").orElse(""),
                        effect.notable("Shmem").map(amount -> amount + " are shared memory").orElse(""))
                .filter(part -> !part.isEmpty()).collect(joining(" and "));
        return parts.isEmpty() ? "" : parts + ", which no drop frees";
    }

    private static String caches(boolean pageCache, boolean slab) {
        return pageCache && slab ? "page cache, dentries and inodes" : pageCache ? "the page cache" : "dentries and inodes";
    }

    private String freeMemory() {
        long pages = effect.freedPages();
        if (effect.freeMemorySteady()) {
            return "nothing was freed (free memory changed by " + effect.amount(pages) + ")";
        }
        if (pages > 0) {
            return "free memory grew by " + effect.amount(pages);
        }
        long shrunkBytes = cacheBytes(effect.memInfoBefore()) - cacheBytes(effect.memInfoAfter());
        return (shrunkBytes > 0 ? "the caches shrank by " + ByteCount.text(shrunkBytes) + ", yet " : "")
                + "free memory fell by " + effect.amount(-pages) + ", taken by other activity meanwhile";
    }

    /** What a drop takes from. Shared memory is counted as Cached but never dropped. */
    private static long cacheBytes(Map<String, Long> figures) {
        return Stream.of("Cached", "Buffers", "SReclaimable").mapToLong(name -> figures.getOrDefault(name, 0L)).sum()
                - figures.getOrDefault("Shmem", 0L);
    }
}
