package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.fragmentation.HostFragmentation;
import io.github.memfrag.fragmentation.ZoneFragmentation;
import io.github.memfrag.sampling.Snapshot;
import java.util.ArrayList;
import java.util.List;

/** The free memory of a host as a person wants to see it: how much of it a request of one order can use, and the numbers behind. */
final class HostReport {
    private final Snapshot snapshot;
    private final HostFragmentation host;
    private final KernelView kernel;
    private final Pages pages;
    private final int order;
    private final Style style;

    /** @param kernel that the snapshot is of */
    HostReport(Snapshot snapshot, KernelView kernel, Style style) {
        this.snapshot = requireNonNull(snapshot, "snapshot is null");
        this.host = snapshot.host();
        this.kernel = requireNonNull(kernel, "kernel is null");
        this.pages = kernel.pages();
        this.order = kernel.order();
        this.style = requireNonNull(style, "style is null");
    }

    /** @param columns how many characters a line may have */
    List<String> lines(int columns) {
        List<String> lines = new ArrayList<>(kernel.subject(style));
        lines.add("");
        host.watched().forEach(zone -> lines.add(headline(zone)));
        lines.add("");
        lines.addAll(new OrderTable(host, pages, order, style).lines(columns));
        lines.add("");
        lines.addAll(new ZoneTable(host, pages, style).lines(columns));
        host.worst(order).ifPresent(worst -> {
            lines.add(style.dim("* speaks for its node: ordinary kernel allocations are served from it"));
            lines.add("");
            lines.add(style.bold("What that means") + (host.watched().size() > 1 ? " for the worst of them" : ""));
            new Meaning(worst, pages, order).sentences()
                    .forEach(sentence -> lines.addAll(Paragraph.wrap(sentence, columns)));
            if (Meaning.isMostlyUnusable(worst, order)) {
                lines.add("");
                lines.addAll(new Remedies(snapshot.reading().memInfo(), style).lines());
            }
        });
        if (!snapshot.reading().problems().isEmpty()) {
            lines.add("");
            snapshot.reading().problems().forEach(problem -> lines.add(style.yellow("Not read: " + problem)));
        }
        return lines;
    }

    private String headline(ZoneFragmentation zone) {
        double percent = zone.unusablePercent(order);
        String share = new Heat(style).paint(percent, style.bold(Quantity.percent(percent) + " %"));
        return style.bold(zone.name().toString()) + ": " + share + " of free memory unusable at order " + order + ", "
                + Quantity.count(zone.blocks().suitable(order), "block") + " left";
    }
}
