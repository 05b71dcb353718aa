package io.github.memfrag.kernel.log;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the kernel's log has told of failed allocations up to one moment: in this boot, as far as its source reaches back. All counts
 * are lower bounds, since the kernel prints few failures of many ({@code nopage_rs} in mm/page_alloc.c: one in ten seconds, older
 * kernels ten in five), none where the caller asked for silence ({@code __GFP_NOWARN}), and overwrites its oldest records.
 */
public final class AllocationFailures {
    private final Optional<String> source;
    private final List<String> reasons;
    private final boolean counting;
    private final SortedMap<Integer, Long> countByOrder;
    private final SortedMap<Integer, AllocationFailure> lastByOrder;
    private final List<AllocationFailure> recent;
    private final long xfsDeadlockWarnings;
    private final long slabFailures;
    private final long skippedLines;
    private final long lostRecords;

    /** @param counting whether a source is read, or was until it ended */
    AllocationFailures(Optional<String> source, List<String> reasons, boolean counting, SortedMap<Integer, Long> countByOrder,
            SortedMap<Integer, AllocationFailure> lastByOrder, Collection<AllocationFailure> recent, long xfsDeadlockWarnings,
            long slabFailures, long skippedLines, long lostRecords) {
        this.source = requireNonNull(source, "source is null");
        this.reasons = Collections.unmodifiableList(new ArrayList<>(reasons));
        this.counting = counting;
        this.countByOrder = Collections.unmodifiableSortedMap(new TreeMap<>(countByOrder));
        this.lastByOrder = Collections.unmodifiableSortedMap(new TreeMap<>(lastByOrder));
        this.recent = Collections.unmodifiableList(new ArrayList<>(recent));
        this.xfsDeadlockWarnings = xfsDeadlockWarnings;
        this.slabFailures = slabFailures;
        this.skippedLines = skippedLines;
        this.lostRecords = lostRecords;
    }

    /**
     * Where the kernel's log is read now: {@code /dev/kmsg}, {@code journal} or the path of a log file. Empty while nothing is read:
     * then the absence of failures proves nothing.
     */
    public Optional<String> source() {
        return source;
    }

    /** Why nothing is read, or not what stands first in {@code kernel.log}: a sentence for each source that was tried in vain. */
    public List<String> reasons() {
        return reasons;
    }

    /** Failures of every order; empty when no source could be read. */
    public OptionalLong count() {
        return known(countByOrder.values().stream().mapToLong(Long::longValue).sum());
    }

    /** Failures by order; only the orders that have failed. */
    public SortedMap<Integer, Long> countByOrder() {
        return countByOrder;
    }

    /** The latest failure of each order that has failed. */
    public SortedMap<Integer, AllocationFailure> lastByOrder() {
        return lastByOrder;
    }

    /** The latest failure; empty when there was none, and when no source could be read. */
    public Optional<AllocationFailure> last() {
        return recent.isEmpty() ? Optional.empty() : Optional.of(recent.get(recent.size() - 1));
    }

    /** The latest failures, newest last; at most {@value FailureTally#KEPT}. */
    public List<AllocationFailure> recent() {
        return recent;
    }

    /**
     * XFS's warning "possible memory allocation deadlock", printed at every hundredth vain attempt: the same trouble, but no
     * allocation that failed. Empty when no source could be read.
     */
    public OptionalLong xfsDeadlockWarnings() {
        return known(xfsDeadlockWarnings);
    }

    /**
     * The slab allocator's "Unable to allocate memory on node": it often follows a failure that is counted already, or a memory
     * cgroup's limit. Empty when no source could be read.
     */
    public OptionalLong slabFailures() {
        return known(slabFailures);
    }

    /** Lines and records that name a failure, or ought to be a record, and do not read as such; they count nowhere else. */
    public long skippedLines() {
        return skippedLines;
    }

    /** Records of this boot that the kernel overwrote before they were read, those from before the start of the agent included. */
    public long lostRecords() {
        return lostRecords;
    }

    private OptionalLong known(long count) {
        return counting ? OptionalLong.of(count) : OptionalLong.empty();
    }
}
