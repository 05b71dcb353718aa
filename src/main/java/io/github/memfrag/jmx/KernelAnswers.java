package io.github.memfrag.jmx;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.sampling.HistoryPoint;
import io.github.memfrag.sampling.Snapshot;
import io.github.memfrag.sampling.Snapshots;
import io.github.memfrag.verdict.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

/** Answers of the MBeans from the current snapshot. What the kernel does not tell is null, never 0. */
final class KernelAnswers {
    private final Snapshots snapshots;
    private final OptionalLong pageSizeBytes;

    KernelAnswers(Snapshots snapshots, OptionalLong pageSizeBytes) {
        this.snapshots = requireNonNull(snapshots, "snapshots is null");
        this.pageSizeBytes = requireNonNull(pageSizeBytes, "pageSizeBytes is null");
    }

    <T> T ask(Function<Snapshot, T> question) {
        return askFor(snapshot -> Optional.ofNullable(question.apply(snapshot)));
    }

    <T> T askFor(Function<Snapshot, Optional<T>> question) {
        try {
            return question.apply(snapshots.current()).orElse(null);
        } catch (IOException e) {
            return null; // Supported and UnsupportedReason tell.
        }
    }

    /** UNKNOWN, with the reason, when the kernel does not tell. */
    Verdict verdict() {
        return snapshots.verdict();
    }

    List<HistoryPoint> history(int minutes) {
        return snapshots.history(minutes);
    }

    /** Why the kernel's free blocks cannot be told; null when they can. */
    String unsupportedReason() {
        try {
            snapshots.current();
            return null;
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    boolean tellsVmStat() {
        return askFor(snapshot -> snapshot.reading().vmStat()) != null;
    }

    Long pageSizeBytes() {
        return orNull(pageSizeBytes);
    }

    Long bytes(long pages) {
        return pageSizeBytes.isPresent() ? pages * pageSizeBytes.getAsLong() : null;
    }

    static Long orNull(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }

    static Double orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    static Integer orNull(OptionalInt value) {
        return value.isPresent() ? value.getAsInt() : null;
    }
}
