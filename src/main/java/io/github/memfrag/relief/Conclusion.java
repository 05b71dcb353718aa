package io.github.memfrag.relief;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import io.github.memfrag.kernel.ZoneName;
import io.github.memfrag.relief.helper.ReliefStep.Outcome;
import io.github.memfrag.relief.helper.ReliefStep;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One sentence on a relief: what was done, what changed, and what stands in the way of more. The host goes on meanwhile, so it
 * tells what was seen, and names a cause only where the numbers leave no other.
 */
final class Conclusion {
    private Conclusion() { }

    /**
     * On a single write.
     *
     * @param steps those that were taken
     */
    static String of(ReliefOperation operation, ReliefOutcome outcome, List<ReliefStep> steps, ReliefEffect effect) {
        return sentence(clauses(operation, outcome, steps, effect));
    }

    /** Of the clauses that are not empty. */
    static String sentence(Stream<String> clauses) {
        String text = clauses.filter(clause -> !clause.isEmpty()).collect(joining("; "));
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + (text.endsWith(".") ? "" : ".");
    }

    private static Stream<String> clauses(ReliefOperation operation, ReliefOutcome outcome, List<ReliefStep> taken,
            ReliefEffect effect) {
        String write = operation.command().title();
        // A 0 is only tried out: how that ended is in the list of the steps.
        List<ReliefStep> steps = taken.stream().filter(step -> !step.name().equals(Drop.RESET.title())).collect(toList());
        if (steps.isEmpty() || !steps.get(steps.size() - 1).name().equals(write) && steps.get(steps.size() - 1).done()) {
            return Stream.of((outcome == ReliefOutcome.CANCELLED ? "cancelled" : "interrupted") + (steps.isEmpty() ? "" : " after sync")
                    + ", " + write + " was not begun");
        }
        ReliefStep last = steps.get(steps.size() - 1);
        if (last.outcome() == Outcome.FAILED) {
            return Stream.of("failed at " + last.name() + ": " + last.message());
        }
        if (!last.name().equals(write)) {
            return Stream.of(interrupted(last) + write + " was not begun");
        }
        if (!last.done()) {
            return Stream.of(unfinished(last), unusable(effect).map("so far "::concat).orElse(""));
        }
        String unusable = unusable(effect).orElse("");
        if (operation.what().isPresent()) {
            DropFindings drop = new DropFindings(operation, effect);
            return Stream.of(drop.freed(), drop.syncTrouble(steps.get(0)), repetition(taken), unusable, drop.outOfReach());
        }
        CompactionFindings compaction = new CompactionFindings(operation, effect);
        return Stream.of(compaction.moved(), compaction.endedEarly(), unusable, compaction.taken(),
                compaction.outOfReach());
    }

    private static String repetition(List<ReliefStep> taken) {
        return taken.stream().anyMatch(step -> step.name().equals(Drop.RESET.title()) && step.done())
                ? "it was repeated after a 0, since the first had freed nothing" : "";
    }

    static String unfinished(ReliefStep write) {
        return write.outcome() == Outcome.INTERRUPTED ? interrupted(write) + "the kernel may still be at it"
                : "the kernel is still at " + write.name() + " after " + seconds(write);
    }

    private static String interrupted(ReliefStep step) {
        return "the wait for " + step.name() + " was interrupted after " + seconds(step) + ", ";
    }

    private static String seconds(ReliefStep step) {
        return String.format(Locale.ROOT, "%.1f s", step.durationMillis() / 1000.0);
    }

    /** Empty when no zone is watched there, or the zone was taken away meanwhile. */
    static Optional<String> unusable(ReliefEffect effect) {
        if (!effect.unusablePercentBefore().isPresent() || !effect.unusablePercentAfter().isPresent()) {
            return Optional.empty();
        }
        double before = effect.unusablePercentBefore().getAsDouble();
        double after = effect.unusablePercentAfter().getAsDouble();
        String change = after == before ? String.format(Locale.ROOT, "stayed at %.1f %%", after)
                : String.format(Locale.ROOT, "%s from %.1f %% to %.1f %%", after < before ? "fell" : "rose", before, after);
        return Optional.of("unusable(" + effect.watchOrder() + ") of " + effect.zone().map(ZoneName::toString).orElse("")
                + " " + change + blocks(effect));
    }

    private static String blocks(ReliefEffect effect) {
        long gained = effect.availableBlocksGained();
        if (gained == 0) {
            return "";
        }
        return String.format(Locale.ROOT, " and %,d order-%d %s %s", Math.abs(gained), effect.watchOrder(),
                Math.abs(gained) == 1 ? "block was" : "blocks were", gained > 0 ? "gained" : "lost");
    }
}
