package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toList;

import io.github.memfrag.relief.ReliefEffect;
import io.github.memfrag.relief.ReliefReport;
import io.github.memfrag.relief.helper.ReliefStep;
import java.util.ArrayList;
import java.util.Collections;
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
        if (!report.steps().isEmpty()) {
            lines.addAll(steps(columns));
            lines.add("");
        }
        report.effect().ifPresent(effect -> addEvidence(effect, lines, columns));
        Paragraph.wrap(report.conclusion(), columns).forEach(line -> lines.add(style.bold(line)));
        return lines;
    }

    /** On one line, or where there are too many for it on a line each. */
    private List<String> steps(int columns) {
        int length = report.steps().stream().mapToInt(step -> plain(step).length() + style.separator().length()).sum();
        List<String> steps = report.steps().stream().map(this::step).collect(toList());
        return length <= columns ? Collections.singletonList(String.join(style.separator(), steps)) : steps;
    }

    private void addEvidence(ReliefEffect effect, List<String> lines, int columns) {
        lines.addAll(new BlocksBeforeAndAfter(effect, kernel.pages(), style).lines(columns));
        lines.add("");
        lines.addAll(new FiguresBeforeAndAfter(effect, kernel.pages(), style).lines(columns));
        List<String> counters = counters(effect);
        if (!counters.isEmpty()) {
            lines.add("");
            lines.add(style.bold("Counters of the kernel") + " meanwhile");
            Paragraph.wrapItems(counters, columns).forEach(line -> lines.add("    " + line));
        }
        lines.add("");
    }

    private static String plain(ReliefStep step) {
        return step.name() + ": " + (step.done() ? Quantity.seconds(step.durationMillis()) : step.message());
    }

    private String step(ReliefStep step) {
        return step.done() ? plain(step) : style.red(plain(step));
    }

    /** Those that prove this operation's work, moved or not, and what else moved. */
    private List<String> counters(ReliefEffect effect) {
        boolean drop = report.operation().what().isPresent();
        return effect.counterDeltas().entrySet().stream()
                .filter(counter -> counter.getValue() != 0 || counter.getKey().startsWith("drop_") == drop)
                .map(counter -> counter.getKey() + " " + Quantity.change(counter.getValue(), Quantity::number, style))
                .collect(toList());
    }
}
