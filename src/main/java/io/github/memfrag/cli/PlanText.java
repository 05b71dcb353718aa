package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.relief.ReliefPlan;
import java.util.ArrayList;
import java.util.List;

/** What a relief would do, as a person wants to see it. */
final class PlanText {
    private final ReliefPlan plan;
    private final KernelView kernel;
    private final Style style;

    /** @param kernel that the relief would be about */
    PlanText(ReliefPlan plan, KernelView kernel, Style style) {
        this.plan = requireNonNull(plan, "plan is null");
        this.kernel = requireNonNull(kernel, "kernel is null");
        this.style = requireNonNull(style, "style is null");
    }

    /** @param columns how many characters a line may have */
    List<String> lines(int columns) {
        List<String> lines = new ArrayList<>(kernel.subject(style));
        lines.add("");
        if (!plan.steps().isEmpty()) {
            lines.add(style.bold("At most, in this order") + plan.way().map(way -> " (by the way '" + way + "')").orElse(""));
            plan.steps().forEach(step -> lines.add("    " + step));
            plan.limit().ifPresent(limit -> Paragraph.wrap(limit, columns - 4).forEach(line -> lines.add("    " + style.yellow(line))));
            lines.add("");
        }
        plan.obstacle().ifPresent(obstacle -> {
            Paragraph.wrap("Refused now: " + obstacle, columns).forEach(line -> lines.add(style.red(line)));
            lines.add("");
        });
        lines.addAll(Paragraph.wrap(plan.conclusion(), columns));
        return lines;
    }
}
