package io.github.memfrag.verdict;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.kernel.log.AllocationFailure;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** One sentence with the numbers of this reading that speak for the state, or against it. */
final class StateReason {
    private final Decision decision;
    private final Findings findings;
    private final Demand demand;
    private final VerdictSettings settings;

    StateReason(Decision decision, Findings findings, Demand demand, VerdictSettings settings) {
        this.decision = requireNonNull(decision, "decision is null");
        this.findings = requireNonNull(findings, "findings is null");
        this.demand = requireNonNull(demand, "demand is null");
        this.settings = requireNonNull(settings, "settings is null");
    }

    String text() {
        // A zone may be gone since (memory hotplug).
        Finding finding = findings.of(decision.subject()).orElseGet(findings::headline);
        return settings.preface() + about(finding) + doubt();
    }

    private String about(Finding finding) {
        switch (decision.cause()) {
            case SHORTAGE:
                return finding.zone().name() + ": " + finding.shortage().map(Shortage::text).orElse("memory was short") + "; "
                        + shape(finding);
            case ALLOCATION_FAILURE:
                return finding.failure().map(StateReason::failure).orElse("The kernel failed an allocation") + "; "
                        + finding.zone().name() + ": " + shape(finding) + limitAfterFailure(finding);
            case FRAGMENTATION:
                return finding.zone().name() + ": " + shape(finding) + limit(finding) + ", and " + demand.text(finding.order());
            default:
                return finding.zone().name() + ": " + shape(finding);
        }
    }

    private static String shape(Finding finding) {
        return Percent.text(finding.unusablePercent()) + " of the free memory is in blocks too small for order " + finding.order()
                + ", " + blocks(finding.availableBlocks()) + " of that order available";
    }

    private static String blocks(long count) {
        return count == 1 ? "1 block" : count + " blocks";
    }

    private static String failure(AllocationFailure failure) {
        return "The kernel failed an allocation of order " + failure.order()
                + (failure.process().isEmpty() ? "" : " for " + failure.process()) + " at "
                + Instant.ofEpochMilli(failure.epochMillis()).truncatedTo(ChronoUnit.SECONDS);
    }

    /** The line that has been crossed; nothing when it is none. */
    private String limit(Finding finding) {
        Thresholds thresholds = settings.thresholds(finding.order());
        switch (finding.shape()) {
            case BAD:
                return limit("critical", thresholds.criticalPercent(), thresholds.criticalBlocks());
            case POOR:
                return limit("warning", thresholds.warningPercent(), thresholds.warningBlocks());
            default:
                return "";
        }
    }

    /** After a failure the blocks alone decide. */
    private String limitAfterFailure(Finding finding) {
        long blocks = settings.thresholds(finding.order()).criticalBlocks();
        return finding.availableBlocks() < blocks ? " (after a failure, fewer than " + blocks(blocks) + " are critical)" : "";
    }

    private static String limit(String name, double percent, long blocks) {
        return " (the " + name + " line is " + Percent.text(percent) + " with fewer than " + blocks(blocks) + ")";
    }

    /** What this reading would say by itself, where that is not the state. */
    private String doubt() {
        Finding worst = findings.worst();
        if (worst.state() == decision.state()) {
            return "";
        }
        String where = worst.subject().equals(decision.subject()) ? "" : " (" + worst.zone().name() + ", order " + worst.order() + ")";
        return "; this reading alone would be " + worst.state() + where + ", which "
                + (settings.samples() == 1 ? "the next sample" : settings.samples() + " samples in a row") + " must confirm";
    }
}
