package io.github.memfrag.relief;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.fragmentation.ZoneFragmentation;
import java.util.Locale;
import java.util.OptionalLong;

/** What the numbers tell of a compaction that the kernel took: clauses, empty where there is nothing to tell. */
final class CompactionFindings {
    /** Contended runs were seen to end after 1 to 5 % of the zone, with success. */
    private static final double EARLY_END_PART = 0.05;

    private final ReliefOperation operation;
    private final ReliefEffect effect;

    CompactionFindings(ReliefOperation operation, ReliefEffect effect) {
        this.operation = requireNonNull(operation, "operation is null");
        this.effect = requireNonNull(effect, "effect is null");
    }

    /** The kernel's success alone says nothing: its counters do. */
    String moved() {
        OptionalLong scanned = effect.counterDelta("compact_migrate_scanned");
        OptionalLong moved = effect.counterDelta("pgmigrate_success");
        if (!moved.isPresent()) {
            return "compaction returned success, and this kernel does not count what it moved";
        }
        // Others migrate pages, too (NUMA balancing): what moved without a scan was not compaction's work.
        if (moved.getAsLong() == 0 || scanned.isPresent() && scanned.getAsLong() == 0) {
            return "compaction returned success but moved nothing"
                    + (scanned.isPresent() ? String.format(Locale.ROOT, " (%,d pages scanned)", scanned.getAsLong()) : "");
        }
        String pages = String.format(Locale.ROOT, "compaction moved %,d pages", moved.getAsLong());
        return effect.bytes(moved.getAsLong()).isPresent() ? pages + " (" + effect.amount(moved.getAsLong()) + ")" : pages;
    }

    /** Measured by the used pages, since some kernels pass over free ones without counting them. */
    String endedEarly() {
        OptionalLong migrate = effect.counterDelta("compact_migrate_scanned");
        OptionalLong free = effect.counterDelta("compact_free_scanned");
        long usedPages = effect.before().host().zones().stream()
                .filter(zone -> !operation.node().isPresent() || zone.name().node() == operation.node().getAsInt())
                .mapToLong(CompactionFindings::usedPages).sum();
        if (!migrate.isPresent() || !free.isPresent() || usedPages <= 0) {
            return "";
        }
        double part = (double) (migrate.getAsLong() + free.getAsLong()) / usedPages;
        return part >= EARLY_END_PART ? "" : String.format(Locale.ROOT,
                "it scanned no more than %.1f %% of the used pages and ended early, as a contended run does", part * 100);
    }

    /** Compaction takes no memory: where blocks were lost with free memory, others took it. */
    String taken() {
        boolean taken = effect.freedPages() < 0 && !effect.freeMemorySteady() && effect.availableBlocksGained() < 0;
        return taken ? "other activity took " + effect.amount(-effect.freedPages()) + " of free memory meanwhile" : "";
    }

    /** When it gained nothing: what it cannot move. */
    String outOfReach() {
        return effect.availableBlocksGained() > 0 ? "" : effect.notable("SUnreclaim")
                .map(amount -> amount + " are unreclaimable slab, which compaction cannot move").orElse("");
    }

    /** 0 without zoneinfo. */
    private static long usedPages(ZoneFragmentation zone) {
        return zone.watermarks().map(marks -> marks.managedPages() - zone.blocks().pages()).orElse(0L);
    }
}
