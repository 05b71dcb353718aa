package io.github.memfrag.jmx;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.relief.ReliefPlan;
import javax.management.openmbean.CompositeData;

/** Plans of reliefs as open records. */
public final class ReliefPlans {
    private static final OpenTable PLAN = OpenTable.named("ReliefPlan", "What a relief would do if it were begun now")
            .text("operation", "What is asked about")
            .flag("begins", "Whether it would begin to do something")
            .text("obstacle", "Why it would be refused: switched off, too soon, another runs, not permitted; null when it would not")
            .text("way", "By which way the kernel would be reached: direct, group, sudo or spool; null when by none")
            .texts("steps", "All that it may take, in order; it stops as soon as the zones have recovered")
            .text("limit", "Why it would go no farther than these steps; null where nothing keeps it")
            .longInteger("pageCacheBytes", "Page cache that these steps may free at most, bytes; null when they drop none")
            .longInteger("slabBytes", "Reclaimable slab that these steps may free at most, bytes; null when they drop none")
            .longInteger("dirtyBytes", "Dirty pages to be written to disk before, bytes; null when the steps drop nothing")
            .text("conclusion", "What it would do and what that costs, or why it would do nothing")
            .asRecord();

    private ReliefPlans() {}

    public static CompositeData record(ReliefPlan plan) {
        requireNonNull(plan, "plan is null");
        return PLAN.row(plan.operation().name(), plan.begins(), plan.obstacle().orElse(null), plan.way().orElse(null),
                plan.steps().toArray(new String[0]), plan.limit().orElse(null), KernelAnswers.orNull(plan.pageCacheBytes()),
                KernelAnswers.orNull(plan.slabBytes()), KernelAnswers.orNull(plan.dirtyBytes()), plan.conclusion());
    }
}
