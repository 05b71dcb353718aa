package io.github.memfrag.jmx;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.kernel.log.AllocationFailure;
import io.github.memfrag.kernel.log.AllocationFailures;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.management.openmbean.TabularData;
import org.weakref.jmx.Managed;

/** {@code memfrag:type=AllocationFailures}: what the kernel's log told of allocations that failed. */
@Description("Page allocations that failed, as the kernel's log tells of them, since boot as far as its source reaches back. Counts are"
        + " lower bounds: the kernel prints few of many. They are null, not 0, where no log can be read.")
public final class AllocationFailuresBean {
    private static final OpenTable RECENT = OpenTable.named("RecentFailures", "The latest failures, the oldest first")
            .integer("number", "Counted from 1")
            .longInteger("time", "Milliseconds since 1970-01-01 UTC")
            .integer("order", "A block of 2^order pages was asked for")
            .text("process", "Name of the task that asked")
            .integer("pid", "Its id; null when the log does not tell")
            .text("flags", "The allocation's gfp mask in words")
            .text("message", "What the kernel printed")
            .indexedBy("number");

    private final Supplier<AllocationFailures> failures;

    AllocationFailuresBean(Supplier<AllocationFailures> failures) {
        this.failures = requireNonNull(failures, "failures is null");
    }

    @Managed(description = "Where the kernel's log is read: /dev/kmsg, journal, or a file; null while it is not")
    public String getSource() {
        return failures.get().source().orElse(null);
    }

    @Managed(description = "Why the log is not read, or not from the first source of kernel.log")
    public String[] getReasons() {
        return failures.get().reasons().toArray(new String[0]);
    }

    @Managed(description = "Failures of every order")
    @Unit("count")
    public Long getCount() {
        return KernelAnswers.orNull(failures.get().count());
    }

    @Managed(description = "Failures by order; index = order, up to the highest that has failed")
    @Unit("count")
    public long[] getCountByOrder() {
        AllocationFailures now = failures.get();
        if (!now.count().isPresent()) {
            return null;
        }
        SortedMap<Integer, Long> counts = now.countByOrder();
        long[] byOrder = new long[counts.isEmpty() ? 0 : counts.lastKey() + 1];
        counts.forEach((order, count) -> byOrder[order] = count);
        return byOrder;
    }

    @Managed(description = "When the latest failure was")
    @Unit("milliseconds since 1970-01-01 UTC")
    public Long getLastTime() {
        return ofLast(AllocationFailure::epochMillis);
    }

    @Managed(description = "Which order it asked for")
    @Unit("order")
    public Integer getLastOrder() {
        return ofLast(AllocationFailure::order);
    }

    @Managed(description = "Name of the task that asked; it need not be to blame, since an interrupt allocates in the name of whoever runs")
    public String getLastProcess() {
        return ofLast(AllocationFailure::process);
    }

    @Managed(description = "Its gfp mask in words")
    public String getLastFlags() {
        return ofLast(AllocationFailure::flags);
    }

    @Managed(description = "What the kernel printed")
    public String getLastMessage() {
        return ofLast(AllocationFailure::message);
    }

    @Managed(description = "The latest failures, the oldest first")
    public TabularData getRecent() {
        OpenTable.Rows rows = RECENT.rows();
        failures.get().recent().forEach(failure -> rows.add(rows.count() + 1, failure.epochMillis(), failure.order(),
                failure.process(), KernelAnswers.orNull(failure.pid()), failure.flags(), failure.message()));
        return rows.table();
    }

    @Managed(description = "XFS's warning 'possible memory allocation deadlock': the same trouble, but no allocation that failed")
    @Unit("count")
    public Long getXfsDeadlockWarnings() {
        return KernelAnswers.orNull(failures.get().xfsDeadlockWarnings());
    }

    @Managed(description = "SLUB's 'Unable to allocate memory on node': often follows a failure that is counted already")
    @Unit("count")
    public Long getSlabFailures() {
        return KernelAnswers.orNull(failures.get().slabFailures());
    }

    @Managed(description = "Lines that name a failure but do not read as one; counted nowhere else")
    @Unit("count")
    public long getSkippedLines() {
        return failures.get().skippedLines();
    }

    @Managed(description = "Records of this boot that the kernel overwrote before they could be read")
    @Unit("count")
    public long getLostRecords() {
        return failures.get().lostRecords();
    }

    private <T> T ofLast(Function<AllocationFailure, T> figure) {
        return failures.get().last().map(figure).orElse(null);
    }
}
