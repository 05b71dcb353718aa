package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.fragmentation.HostFragmentation;
import io.github.memfrag.fragmentation.ZoneFragmentation;
import io.github.memfrag.sampling.Snapshot;
import io.github.memfrag.verdict.Cause;
import io.github.memfrag.verdict.State;
import io.github.memfrag.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;

/** How the free memory of a host is, and what to do, as a person wants to see it: the verdict first, then the numbers behind. */
final class HostReport {
    private final Snapshot snapshot;
    private final HostFragmentation host;
    private final Verdict verdict;
    private final KernelView kernel;
    private final Style style;

    /** @param kernel that the snapshot is of */
    HostReport(Snapshot snapshot, KernelView kernel, Style style) {
        this.snapshot = requireNonNull(snapshot, "snapshot is null");
        this.host = snapshot.host();
        this.verdict = snapshot.verdict();
        this.kernel = requireNonNull(kernel, "kernel is null");
        this.style = requireNonNull(style, "style is null");
    }

    /** @param columns how many characters a line may have */
    List<String> lines(int columns) {
        List<String> lines = new ArrayList<>(kernel.subject(style));
        lines.add("");
        addVerdict(lines, columns);
        lines.add("");
        lines.addAll(new OrderTable(host, kernel.pages(), verdict.watchOrder(), style).lines(columns));
        lines.add("");
        lines.addAll(new ZoneTable(host, kernel.pages(), style).lines(columns));
        if (!host.watched().isEmpty()) {
            lines.add(style.dim("* speaks for its node: ordinary kernel allocations are served from it"));
        }
        if (!snapshot.reading().problems().isEmpty()) {
            lines.add("");
            snapshot.reading().problems().forEach(problem -> lines.add(style.yellow("Not read: " + problem)));
        }
        return lines;
    }

    private void addVerdict(List<String> lines, int columns) {
        StateText state = new StateText(verdict, style);
        lines.add(state.headline());
        lines.addAll(state.reason(columns));
        verdict.watchOrders().forEach(order -> host.watched().stream().filter(zone -> !isInReason(zone, order))
                .forEach(zone -> lines.add(others(zone, order))));
        if (verdict.state() != State.OK) {
            lines.add("");
            lines.addAll(Paragraph.wrap(verdict.advice(), columns));
            if (verdict.cause() == Cause.FRAGMENTATION) {
                lines.addAll(new Remedies(snapshot.reading().memInfo()).lines(columns));
            }
        }
    }

    private boolean isInReason(ZoneFragmentation zone, int order) {
        return order == verdict.watchOrder() && verdict.zone().filter(deciding -> deciding.name().equals(zone.name())).isPresent();
    }

    private String others(ZoneFragmentation zone, int order) {
        double percent = zone.unusablePercent(order);
        String share = new Heat(style).paint(percent, style.bold(Quantity.percent(percent) + " %"));
        return zone.name() + ": " + share + " unusable at order " + order + ", "
                + Quantity.count(zone.blocks().suitable(order), "block") + " available";
    }
}
