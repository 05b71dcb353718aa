package io.github.memfrag.verdict;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.kernel.log.AllocationFailure;
import java.util.Collections;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The page allocation failures that the kernel's log has told of, as far as a verdict needs them: the latest of each order.
 * Immutable, and small however many there were.
 */
public final class LoggedFailures {
    private static final LoggedFailures UNREADABLE = new LoggedFailures(false, new TreeMap<>(), 0);

    private final boolean isReadable;
    private final SortedMap<Integer, Logged> latestByOrder;
    private final long count;

    private LoggedFailures(boolean isReadable, SortedMap<Integer, Logged> latestByOrder, long count) {
        this.isReadable = isReadable;
        this.latestByOrder = Collections.unmodifiableSortedMap(latestByOrder);
        this.count = count;
    }

    /** No log has been found so far: that there is no failure means nothing. */
    public static LoggedFailures unreadable() {
        return UNREADABLE;
    }

    /** The same failures, of a log that can be read now, or not any more. */
    public LoggedFailures readable(boolean isReadable) {
        return new LoggedFailures(isReadable, latestByOrder, count);
    }

    /**
     * @param epochMillis what the clock says now
     * @param nanoTime {@link System#nanoTime()} now
     */
    public LoggedFailures plus(AllocationFailure failure, long epochMillis, long nanoTime) {
        requireNonNull(failure, "failure is null");
        // Its age by the wall clock is taken once, now; after that a clock that steps makes it neither older nor younger.
        long ageMillis = Math.max(0, epochMillis - failure.epochMillis());
        Logged logged = new Logged(failure, nanoTime - ageMillis * 1_000_000);
        SortedMap<Integer, Logged> latest = new TreeMap<>(latestByOrder);
        latest.merge(failure.order(), logged, (known, other) -> other.nanoTime - known.nanoTime >= 0 ? other : known);
        return new LoggedFailures(isReadable, latest, count + 1);
    }

    /** Those that are not older. */
    LoggedFailures since(long nanoTime) {
        SortedMap<Integer, Logged> latest = new TreeMap<>(latestByOrder);
        latest.values().removeIf(logged -> logged.nanoTime - nanoTime < 0);
        return new LoggedFailures(isReadable, latest, count);
    }

    boolean isReadable() {
        return isReadable;
    }

    /** How many were ever told, to see whether one is new. */
    long count() {
        return count;
    }

    SortedSet<Integer> orders() {
        return new TreeSet<>(latestByOrder.keySet());
    }

    OptionalInt lowestOrder() {
        return latestByOrder.isEmpty() ? OptionalInt.empty() : OptionalInt.of(latestByOrder.firstKey());
    }

    /** The latest failure of this order, or of a lower one from order 1 on: what fails there would fail here, too. */
    Optional<AllocationFailure> latestUpTo(int order) {
        return latestByOrder.subMap(1, Math.max(1, order + 1)).values().stream()
                .max(Comparator.comparingLong(logged -> logged.nanoTime)).map(logged -> logged.failure);
    }

    private static final class Logged {
        private final AllocationFailure failure;
        private final long nanoTime;

        Logged(AllocationFailure failure, long nanoTime) {
            this.failure = failure;
            this.nanoTime = nanoTime;
        }
    }
}
