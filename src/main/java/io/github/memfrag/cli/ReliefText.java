package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import io.github.memfrag.relief.ReliefReport;
import io.github.memfrag.relief.ReliefStep;
import java.util.ArrayList;
import java.util.List;

/** A relief's report as a person wants to see it: what was done, before and after side by side, and what came of it. */
final class ReliefText {
    private final ReliefReport report;
    private final Pages pages;
    private final Style style;

    ReliefText(ReliefReport report, Pages pages, Style style) {
        this.report = requireNonNull(report, "report is null");
        this.pages = requireNonNull(pages, "pages is null");
        this.style = requireNonNull(style, "style is null");
    }

    /** @param columns how many characters a line may have */
    List<String> lines(int columns) {
        List<String> lines = new ArrayList<>();
        lines.add(report.steps().stream().map(this::step).collect(joining(style.separator())));
        lines.add("");
        lines.addAll(new BlocksBeforeAndAfter(report.effect(), pages, style).lines(columns));
        lines.add("");
        lines.addAll(new FiguresBeforeAndAfter(report.effect(), pages, style).lines(columns));
        if (!report.effect().counterDeltas().isEmpty()) {
            lines.add("");
            lines.add(style.bold("Counters of the kernel") + " meanwhile");
            lines.addAll(Paragraph.wrap(counters(), columns));
        }
        lines.add("");
        Paragraph.wrap(report.conclusion(), columns).forEach(line -> lines.add(style.bold(line)));
        return lines;
    }

    private String step(ReliefStep step) {
        String text = step.name() + ": ";
        return step.done() ? text + Quantity.seconds(step.durationMillis()) : style.red(text + step.message());
    }

    private String counters() {
        return report.effect().counterDeltas().entrySet().stream()
                .map(counter -> counter.getKey() + " " + Quantity.change(counter.getValue(), style)).collect(joining(", "));
    }
}
