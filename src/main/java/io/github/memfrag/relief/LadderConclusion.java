package io.github.memfrag.relief;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import io.github.memfrag.relief.helper.ReliefStep;
import io.github.memfrag.relief.helper.ReliefStep.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One sentence on a ladder: whether the order has recovered, after which steps, and why it ended where it did not. */
final class LadderConclusion {
    private final int order;
    private final List<ReliefStep> steps;
    private final ReliefEffect effect;

    LadderConclusion(int order, List<ReliefStep> steps, ReliefEffect effect) {
        this.order = order;
        this.steps = requireNonNull(steps, "steps is null");
        this.effect = requireNonNull(effect, "effect is null");
    }

    /** @param end why it went no farther, as a clause; empty where it was done or broke off */
    String text(ReliefOutcome outcome, boolean recovered, String end) {
        String unusable = Conclusion.unusable(effect).orElse("");
        if (recovered) {
            return Conclusion.sentence(Stream.of(broken(outcome), "order " + order + " has recovered" + after() + ": " + unusable));
        }
        return Conclusion.sentence(Stream.of(broken(outcome), "order " + order + " has not recovered" + after() + ": " + unusable, end,
                outcome == ReliefOutcome.DONE ? outOfReach() : ""));
    }

    private String broken(ReliefOutcome outcome) {
        ReliefStep last = steps.isEmpty() ? null : steps.get(steps.size() - 1);
        if (outcome == ReliefOutcome.FAILED) {
            return "failed at " + last.name() + ": " + last.message();
        }
        if (outcome == ReliefOutcome.CANCELLED) {
            return "cancelled" + (last == null ? " before the first step" : "");
        }
        if (outcome != ReliefOutcome.UNFINISHED) {
            return "";
        }
        return last == null || last.done() ? "interrupted" + (last == null ? " before the first step" : "") : Conclusion.unfinished(last);
    }

    /** {@code after compact_memory (3 times), sync and drop_caches 1}. */
    private String after() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < steps.size();) {
            int first = i;
            while (i < steps.size() && steps.get(i).name().equals(steps.get(first).name())) {
                i++;
            }
            boolean isDone = steps.get(i - 1).outcome() == Outcome.DONE;
            names.add(steps.get(first).name() + (i - first > 1 ? " (" + (i - first) + " times)" : "") + (isDone ? "" : " (not done)"));
        }
        if (names.isEmpty()) {
            return "";
        }
        String last = names.remove(names.size() - 1);
        return " after " + (names.isEmpty() ? "" : String.join(", ", names) + " and ") + last;
    }

    /** What fills the memory and is neither moved nor freed by any step. */
    private String outOfReach() {
        String parts = Stream.of(effect.notable("SUnreclaim").map(amount -> amount + " are unreclaimable slab").orElse(""),
                        effect.notable("Shmem").map(amount -> amount + " are shared memory").orElse(""))
                .filter(part -> !part.isEmpty()).collect(joining(" and "));
        return parts.isEmpty() ? "" : parts + ", which no drop frees";
    }
}
