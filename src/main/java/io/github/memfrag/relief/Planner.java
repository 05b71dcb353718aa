package io.github.memfrag.relief;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toList;

import io.github.memfrag.fragmentation.ByteCount;
import io.github.memfrag.relief.helper.HelperCommand;
import io.github.memfrag.sampling.Snapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Makes the plan of a ladder: what it would do, what that may free, and what it costs. It asks the kernel for nothing. */
final class Planner {
    private final ReliefOperation operation;
    private final Snapshot snapshot;

    Planner(ReliefOperation operation, Snapshot snapshot) {
        this.operation = requireNonNull(operation, "operation is null");
        this.snapshot = requireNonNull(snapshot, "snapshot is null");
    }

    /** @param obstacle why it would be refused all the same */
    ReliefPlan nothing(String conclusion, Optional<String> obstacle) {
        return new ReliefPlan(operation, obstacle.orElse(null), null, Collections.emptyList(), null, OptionalLong.empty(), OptionalLong.empty(),
                OptionalLong.empty(), conclusion);
    }

    /**
     * @param reach empty when no way is open, or it does not come to that
     * @param obstacle why it would be refused
     */
    ReliefPlan climb(Ladder ladder, Optional<Reach> reach, Optional<String> obstacle) {
        List<HelperCommand> rungs = ladder.rungs();
        Optional<Droppable> droppable = snapshot.reading().memInfo().map(Droppable::new);
        OptionalLong pageCache = droppable.isPresent() && rungs.contains(Ladder.DROP_PAGE_CACHE)
                ? droppable.get().pageCacheBytes() : OptionalLong.empty();
        OptionalLong slab = droppable.isPresent() && rungs.contains(Ladder.DROP_SLAB) ? droppable.get().slabBytes() : OptionalLong.empty();
        OptionalLong dirty = droppable.isPresent() && rungs.contains(HelperCommand.SYNC)
                ? droppable.get().dirtyBytes() : OptionalLong.empty();
        return new ReliefPlan(operation, obstacle.orElse(null), reach.map(way -> way.way().name()).orElse(null),
                rungs.stream().map(HelperCommand::title).collect(toList()), ladder.limit().orElse(null), pageCache, slab, dirty,
                "It stops as soon as order " + operation.order().getAsInt()
                        + " has recovered. " + cost(pageCache, slab, dirty));
    }

    private static String cost(OptionalLong pageCache, OptionalLong slab, OptionalLong dirty) {
        List<String> costs = new ArrayList<>();
        costs.add("Compaction costs CPU time and loses nothing.");
        if (pageCache.isPresent()) {
            costs.add("If it comes to drops: " + (dirty.isPresent() ? ByteCount.text(dirty.getAsLong()) + " of dirty pages are written to"
                    + " disk first, then " : "") + "up to " + ByteCount.text(pageCache.getAsLong()) + " of page cache go, and what of it is"
                    + " needed again is read from disk, so that services are slower for a while.");
        }
        if (slab.isPresent()) {
            costs.add("At last up to " + ByteCount.text(slab.getAsLong()) + " of dentries and inodes go, which file lookups then load again.");
        }
        return String.join(" ", costs);
    }
}
