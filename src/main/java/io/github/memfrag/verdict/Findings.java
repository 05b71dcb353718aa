package io.github.memfrag.verdict;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Everything that one reading says, the worst first. */
final class Findings {
    private final List<Finding> worstFirst;
    private final List<Integer> orders;

    /** @param orders the watched ones, the most important first */
    Findings(List<Finding> findings, List<Integer> orders) {
        this.orders = new ArrayList<>(requireNonNull(orders, "orders is null"));
        this.worstFirst = new ArrayList<>(requireNonNull(findings, "findings is null"));
        worstFirst.sort(Comparator.comparing(Finding::state).reversed()
                .thenComparing(finding -> this.orders.indexOf(finding.order()))
                .thenComparing(Comparator.comparingDouble(Finding::unusablePercent).reversed())
                .thenComparing(Finding::availableBlocks));
    }

    /** No zone is watched: nothing can be said. */
    boolean isEmpty() {
        return worstFirst.isEmpty();
    }

    List<Integer> orders() {
        return new ArrayList<>(orders);
    }

    Finding worst() {
        return worstFirst.get(0);
    }

    boolean isMemoryShort() {
        return worstFirst.stream().anyMatch(finding -> finding.shortage().isPresent());
    }

    /** What a failed allocation alone makes of it: OK when there was none. */
    State ofFailures() {
        return worstFirst.stream().filter(finding -> finding.failure().isPresent()).map(Finding::state)
                .reduce(State.OK, State::worse);
    }

    /** Those at least as bad as the state, of them what explains most; {@code before} if it is among these. */
    Optional<Finding> bearingOut(State state, Subject before) {
        List<Finding> bearing = new ArrayList<>(worstFirst);
        bearing.removeIf(finding -> state.isWorseThan(finding.state()));
        Optional<Cause> cause = bearing.stream().map(Finding::cause).max(Comparator.naturalOrder());
        bearing.removeIf(finding -> finding.cause() != cause.get());
        Optional<Finding> same = bearing.stream().filter(finding -> finding.subject().equals(before)).findFirst();
        return same.isPresent() ? same : bearing.stream().findFirst();
    }

    Optional<Finding> of(Subject subject) {
        return worstFirst.stream().filter(finding -> finding.subject().equals(subject)).findFirst();
    }

    /** Of the most important order the zone with the largest unusable share: what one looks at while all is well. */
    Finding headline() {
        return worstFirst.stream().filter(finding -> finding.order() == orders.get(0))
                .max(Comparator.comparingDouble(Finding::unusablePercent)
                        .thenComparing(Finding::availableBlocks, Comparator.reverseOrder())).get();
    }
}
