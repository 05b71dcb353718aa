package io.github.memfrag.relief;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.fragmentation.HostFragmentation;
import io.github.memfrag.relief.helper.HelperCommand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The ladder of a relief, the mildest rung first: compact, again while it gains; sync, drop the page cache, compact; drop dentries and
 * inodes, compact. It only decides which step is next, by what the steps so far have brought. The kernel's documentation does not
 * recommend drops in production, hence not one rung more than it takes: https://docs.kernel.org/admin-guide/sysctl/vm.html
 */
final class Ladder {
    static final HelperCommand DROP_PAGE_CACHE = HelperCommand.dropCaches(1);
    static final HelperCommand DROP_SLAB = HelperCommand.dropCaches(2);

    /** A zone is compacted within a round or two, if at all: what goes on longer is other activity. */
    private static final int MAX_ROUNDS = 5;

    private final Recovery recovery;
    private final Function<HelperCommand, Optional<String>> barrier;

    /** @param barrier what stands against a drop, as a clause; empty when nothing does */
    Ladder(Recovery recovery, Function<HelperCommand, Optional<String>> barrier) {
        this.recovery = requireNonNull(recovery, "recovery is null");
        this.barrier = requireNonNull(barrier, "barrier is null");
    }

    /**
     * @param start how the host was before the first step, not well
     * @param taken the steps so far, each with how the host was after it
     */
    Move next(HostFragmentation start, List<Taken> taken) {
        if (taken.isEmpty()) {
            return Move.take(HelperCommand.COMPACT);
        }
        Taken last = taken.get(taken.size() - 1);
        if (recovery.isRecovered(last.after())) {
            return Move.end("");
        }
        if (last.command() == HelperCommand.SYNC) {
            return Move.take(DROP_PAGE_CACHE);
        }
        if (last.command() != HelperCommand.COMPACT) {
            return Move.take(HelperCommand.COMPACT);
        }
        HostFragmentation before = taken.size() == 1 ? start : taken.get(taken.size() - 2).after();
        if (rounds(taken) < MAX_ROUNDS && recovery.isGaining(before, last.after())) {
            return Move.take(HelperCommand.COMPACT);
        }
        return has(taken, DROP_SLAB) ? Move.end("there is no further step") : has(taken, DROP_PAGE_CACHE) ? drop(DROP_SLAB, DROP_SLAB)
                : drop(DROP_PAGE_CACHE, HelperCommand.SYNC);
    }

    private Move drop(HelperCommand drop, HelperCommand firstStep) {
        return limit(drop).map(Move::end).orElseGet(() -> Move.take(firstStep));
    }

    /** Every step that may come, none of them repeated; less where something stands against a drop. */
    List<HelperCommand> rungs() {
        List<HelperCommand> rungs = new ArrayList<>(Collections.singletonList(HelperCommand.COMPACT));
        if (!limit(DROP_PAGE_CACHE).isPresent()) {
            rungs.addAll(Arrays.asList(HelperCommand.SYNC, DROP_PAGE_CACHE, HelperCommand.COMPACT));
            if (!limit(DROP_SLAB).isPresent()) {
                rungs.addAll(Arrays.asList(DROP_SLAB, HelperCommand.COMPACT));
            }
        }
        return rungs;
    }

    /** Why not every step may come, as a clause; empty when all may. */
    Optional<String> limit() {
        Optional<String> limit = limit(DROP_PAGE_CACHE);
        return limit.isPresent() ? limit : limit(DROP_SLAB);
    }

    private Optional<String> limit(HelperCommand drop) {
        return recovery.againstDrops().isPresent() ? recovery.againstDrops()
                : barrier.apply(drop).map(why -> "it stops before " + drop.title() + ": " + why);
    }

    /** Compactions at the end. */
    private static int rounds(List<Taken> taken) {
        int rounds = 0;
        while (rounds < taken.size() && taken.get(taken.size() - 1 - rounds).command() == HelperCommand.COMPACT) {
            rounds++;
        }
        return rounds;
    }

    private static boolean has(List<Taken> taken, HelperCommand command) {
        return taken.stream().anyMatch(step -> step.command() == command);
    }

    /** A step that was taken, and how the host was after it. */
    static final class Taken {
        private final HelperCommand command;
        private final HostFragmentation after;

        Taken(HelperCommand command, HostFragmentation after) {
            this.command = requireNonNull(command, "command is null");
            this.after = requireNonNull(after, "after is null");
        }

        HelperCommand command() {
            return command;
        }

        HostFragmentation after() {
            return after;
        }
    }

    /** What is next: a step, or the end and why. */
    static final class Move {
        private final HelperCommand command;
        private final String end;

        private Move(HelperCommand command, String end) {
            this.command = command;
            this.end = end;
        }

        static Move take(HelperCommand command) {
            return new Move(requireNonNull(command, "command is null"), "");
        }

        static Move end(String why) {
            return new Move(null, requireNonNull(why, "why is null"));
        }

        Optional<HelperCommand> command() {
            return Optional.ofNullable(command);
        }

        /** Why it ends, as a clause; empty when the zones have recovered, or it does not end. */
        String end() {
            return end;
        }
    }
}
