package io.github.memfrag.relief;

import static java.util.stream.Collectors.joining;

import io.github.memfrag.fragmentation.ByteCount;
import io.github.memfrag.fragmentation.ZoneFragmentation;
import io.github.memfrag.kernel.ZoneName;
import io.github.memfrag.relief.ReliefStep.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * One sentence on a relief: what was done, what changed, and what stands in the way of more. The host goes on meanwhile, so it
 * tells what was seen, and names a cause only where the numbers leave no other.
 */
final class Conclusion {
    /** Less than this any host allocates and frees while one looks. */
    private static final long NOISE_BYTES = 1L << 20;
    /** From this part of all memory on, what neither a drop nor a compaction gets at is worth naming. */
    private static final double NOTABLE_PART = 0.05;
    /** Contended runs were seen to end after 1 to 5 % of the zone, with success. */
    private static final double EARLY_END_PART = 0.05;
    private static final String NOT_SAID = "";

    private Conclusion() { }

    /** @param steps those that were taken, at least one */
    static String of(ReliefOperation operation, List<ReliefStep> steps, ReliefEffect effect) {
        ReliefStep last = steps.get(steps.size() - 1);
        if (last.outcome() == Outcome.FAILED) {
            return sentence(last.name() + " failed: " + last.message());
        }
        if (!last.done()) {
            return sentence(unfinished(operation, last), unusable(effect).map("so far "::concat).orElse(NOT_SAID));
        }
        return operation.what().isPresent()
                ? sentence(dropped(operation.what().getAsInt(), effect), syncTrouble(steps.get(0), effect),
                        unusable(effect).orElse(NOT_SAID), freed(effect) ? NOT_SAID : unreachableByDrop(effect))
                : sentence(compacted(effect), endedEarly(operation, effect), unusable(effect).orElse(NOT_SAID),
                        gainedBlocks(effect) > 0 ? NOT_SAID : unreachableByCompaction(effect));
    }

    private static String sentence(String... clauses) {
        String text = Stream.of(clauses).filter(clause -> !clause.isEmpty()).collect(joining("; "));
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + ".";
    }

    private static String unfinished(ReliefOperation operation, ReliefStep step) {
        String after = String.format(Locale.ROOT, " after %.1f s", step.durationMillis() / 1000.0);
        if (step.outcome() == Outcome.TIMED_OUT) {
            return "the kernel is still at " + step.name() + after;
        }
        String write = operation.command().title();
        return "the wait for " + step.name() + " was interrupted" + after + ", "
                + (step.name().equals(write) ? "the kernel may still be at it" : write + " was not begun");
    }

    private static String dropped(int what, ReliefEffect effect) {
        long ownPageCache = what & 1;
        long ownSlab = what >> 1;
        long pageCache = effect.counterDelta("drop_pagecache").orElse(ownPageCache);
        long slab = effect.counterDelta("drop_slab").orElse(ownSlab);
        String caches = what == 1 ? "the page cache" : what == 2 ? "dentries and inodes" : "page cache, dentries and inodes";
        String lead;
        if (pageCache < ownPageCache || slab < ownSlab) {
            lead = "the kernel took drop_caches " + what + " but counted no drop of "
                    + (pageCache < ownPageCache && slab < ownSlab ? caches : slab < ownSlab ? "slab" : "page cache");
        } else if (pageCache > ownPageCache || slab > ownSlab) {
            lead = "dropped " + caches + ", as somebody else did meanwhile";
        } else {
            lead = "dropped " + caches;
        }
        return lead + ": " + freeMemory(effect);
    }

    private static String freeMemory(ReliefEffect effect) {
        if (noise(effect)) {
            return "nothing was freed (free memory changed by " + amount(effect.freedPages(), effect) + ")";
        }
        if (effect.freedPages() > 0) {
            return amount(effect.freedPages(), effect) + " more memory is free";
        }
        long shrunkBytes = cacheBytes(effect.memInfoBefore()) - cacheBytes(effect.memInfoAfter());
        return (shrunkBytes >= NOISE_BYTES ? "the caches shrank by " + ByteCount.text(shrunkBytes) + ", yet " : "")
                + "free memory fell by " + amount(-effect.freedPages(), effect) + ", taken by other activity meanwhile";
    }

    private static boolean freed(ReliefEffect effect) {
        return effect.freedPages() > 0 && !noise(effect);
    }

    private static boolean noise(ReliefEffect effect) {
        return Math.abs(effect.freedBytes().orElse(effect.freedPages() * 4096)) < NOISE_BYTES;
    }

    /** What a drop takes from. Shared memory is counted as Cached but never dropped. */
    private static long cacheBytes(Map<String, Long> figures) {
        return Stream.of("Cached", "Buffers", "SReclaimable").mapToLong(name -> figures.getOrDefault(name, 0L)).sum()
                - figures.getOrDefault("Shmem", 0L);
    }

    private static String syncTrouble(ReliefStep sync, ReliefEffect effect) {
        if (sync.done()) {
            return NOT_SAID;
        }
        Long dirty = effect.memInfoAfter().get("Dirty");
        return "sync " + (sync.outcome() == Outcome.TIMED_OUT ? "was not finished in time" : "failed: " + sync.message())
                + (dirty == null ? "" : ", " + ByteCount.text(dirty) + " are dirty and could not be dropped");
    }

    private static String compacted(ReliefEffect effect) {
        OptionalLong scanned = effect.counterDelta("compact_migrate_scanned");
        OptionalLong moved = effect.counterDelta("pgmigrate_success");
        if (!moved.isPresent()) {
            return "compaction returned success, and this kernel does not count what it moved";
        }
        // Others migrate pages, too (NUMA balancing): what moved without a scan was not compaction's work.
        if (moved.getAsLong() == 0 || scanned.orElse(1) == 0) {
            return "compaction returned success but moved nothing"
                    + (scanned.isPresent() ? " (" + count(scanned.getAsLong()) + " pages scanned)" : "");
        }
        OptionalLong bytes = effect.bytes(moved.getAsLong());
        return "compaction moved " + count(moved.getAsLong()) + " pages"
                + (bytes.isPresent() ? " (" + ByteCount.text(bytes.getAsLong()) + ")" : "");
    }

    private static String endedEarly(ReliefOperation operation, ReliefEffect effect) {
        OptionalLong migrate = effect.counterDelta("compact_migrate_scanned");
        OptionalLong free = effect.counterDelta("compact_free_scanned");
        long usedPages = effect.before().host().zones().stream()
                .filter(zone -> zone.name().node() == operation.node().orElse(zone.name().node()))
                .mapToLong(Conclusion::usedPages).sum();
        if (!migrate.isPresent() || !free.isPresent() || usedPages <= 0) {
            return NOT_SAID;
        }
        double part = (double) (migrate.getAsLong() + free.getAsLong()) / usedPages;
        return part >= EARLY_END_PART ? NOT_SAID : String.format(Locale.ROOT,
                "it scanned no more than %.1f %% of the used pages and ended early, as a contended run does", part * 100);
    }

    private static long usedPages(ZoneFragmentation zone) {
        return zone.watermarks().map(marks -> marks.managedPages() - zone.blocks().pages()).orElse(0L);
    }

    private static Optional<String> unusable(ReliefEffect effect) {
        if (!effect.unusablePercentBefore().isPresent() || !effect.unusablePercentAfter().isPresent()) {
            return Optional.empty();
        }
        double before = effect.unusablePercentBefore().getAsDouble();
        double after = effect.unusablePercentAfter().getAsDouble();
        int order = effect.watchOrder();
        String change = after == before ? String.format(Locale.ROOT, "stayed at %.1f %%", after)
                : String.format(Locale.ROOT, "%s from %.1f %% to %.1f %%", after < before ? "fell" : "rose", before, after);
        long gained = gainedBlocks(effect);
        String blocks = gained == 0 ? "" : String.format(Locale.ROOT, " and %,d order-%d %s %s", Math.abs(gained), order,
                Math.abs(gained) == 1 ? "block was" : "blocks were", gained > 0 ? "gained" : "lost");
        return Optional.of("unusable(" + order + ") of " + effect.zone().map(ZoneName::toString).orElse("") + " " + change + blocks);
    }

    private static long gainedBlocks(ReliefEffect effect) {
        return effect.availableBlocksAfter() - effect.availableBlocksBefore();
    }

    private static String unreachableByDrop(ReliefEffect effect) {
        String slab = notable(effect, "SUnreclaim");
        String shared = notable(effect, "Shmem");
        if (slab.isEmpty() && shared.isEmpty()) {
            return NOT_SAID;
        }
        return Stream.of(slab.isEmpty() ? slab : slab + " are unreclaimable slab",
                        shared.isEmpty() ? shared : shared + " are shared memory")
                .filter(part -> !part.isEmpty()).collect(joining(" and ")) + ", which no drop frees";
    }

    private static String unreachableByCompaction(ReliefEffect effect) {
        String slab = notable(effect, "SUnreclaim");
        return slab.isEmpty() ? NOT_SAID : slab + " are unreclaimable slab, which compaction cannot move";
    }

    /** The figure as text; empty when it is unknown, or a small part of all memory. */
    private static String notable(ReliefEffect effect, String figure) {
        Map<String, Long> figures = effect.memInfoAfter();
        Long bytes = figures.get(figure);
        Long total = figures.get("MemTotal");
        return bytes == null || total == null || bytes < total * NOTABLE_PART ? "" : ByteCount.text(bytes);
    }

    private static String amount(long pages, ReliefEffect effect) {
        OptionalLong bytes = effect.bytes(pages);
        return bytes.isPresent() ? ByteCount.text(bytes.getAsLong()) : count(pages) + " pages";
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
