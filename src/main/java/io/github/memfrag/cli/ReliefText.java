package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import io.github.memfrag.relief.ReliefReport;
import io.github.memfrag.relief.helper.ReliefStep;
import java.util.ArrayList;
import java.util.List;

/** A relief's report as a person wants to see it: what was done, before and after side by side, and what came of it. */
final class ReliefText {
    private final ReliefReport report;
    private final KernelView kernel;
    private final Style style;

    /** @param kernel that the relief was about */
    ReliefText(ReliefReport report, KernelView kernel, Style style) {
        this.report = requireNonNull(report, "report is null");
        this.kernel = requireNonNull(kernel, "kernel is null");
        this.style = requireNonNull(style, "style is null");
    }

    /** @param columns how many characters a line may have */
    List<String> lines(int columns) {
        List<String> lines = new ArrayList<>(kernel.subject(style));
        lines.add("");
        lines.add(report.steps().stream().map(this::step).collect(joining(style.separator())));
        lines.add("");
        lines.addAll(new BlocksBeforeAndAfter(report.effect().get(), kernel.pages(), style).lines(columns));
        lines.add("");
        lines.addAll(new FiguresBeforeAndAfter(report.effect().get(), kernel.pages(), style).lines(columns));
        List<String> counters = counters();
        if (!counters.isEmpty()) {
            lines.add("");
            lines.add(style.bold("Counters of the kernel") + " meanwhile");
            Paragraph.wrapItems(counters, columns).forEach(line -> lines.add("    " + line));
        }
        lines.add("");
        Paragraph.wrap(report.conclusion(), columns).forEach(line -> lines.add(style.bold(line)));
        return lines;
    }

    private String step(ReliefStep step) {
        String text = step.name() + ": ";
        return step.done() ? text + Quantity.seconds(step.durationMillis()) : style.red(text + step.message());
    }

    /** Those that prove this operation's work, moved or not, and what else moved. */
    private List<String> counters() {
        boolean drop = report.operation().what().isPresent();
        return report.effect().get().counterDeltas().entrySet().stream()
                .filter(counter -> counter.getValue() != 0 || counter.getKey().startsWith("drop_") == drop)
                .map(counter -> counter.getKey() + " " + Quantity.change(counter.getValue(), Quantity::number, style))
                .collect(toList());
    }
}
