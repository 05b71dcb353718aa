package io.github.memfrag.verdict;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The state that several samples agreed on. One sample may lie: per-CPU lists hide free pages from buddyinfo, so that for some
 * seconds after a large munmap a healthy zone looks fragmented. Immutable.
 */
final class Decision {
    /** What each of the last samples said by itself, the newest last. */
    private final List<State> said;
    private final State state;
    private final Cause cause;
    private final Subject subject;
    private final long sinceNanos;
    private final boolean isMemoryShort;

    private Decision(List<State> said, State state, Cause cause, Subject subject, long sinceNanos, boolean isMemoryShort) {
        this.said = Collections.unmodifiableList(said);
        this.state = state;
        this.cause = cause;
        this.subject = subject;
        this.sinceNanos = sinceNanos;
        this.isMemoryShort = isMemoryShort;
    }

    /** The first sample gives a state by itself. */
    static Decision first(Findings findings, long nanoTime) {
        State state = findings.worst().state();
        return new Decision(Collections.emptyList(), state, Cause.NONE, findings.headline().subject(), nanoTime, false)
                .decided(state, Collections.singletonList(state), findings, nanoTime);
    }

    /**
     * The decision after one sample more.
     *
     * @param isFailureNew whether a failure was logged since the sample before: a fact that needs no second sample
     * @param samples so many must agree
     */
    Decision next(Findings findings, boolean isFailureNew, long nanoTime, int samples) {
        requireNonNull(findings, "findings is null");
        State now = findings.worst().state();
        List<State> last = new ArrayList<>(said);
        last.add(now);
        last = new ArrayList<>(last.subList(Math.max(0, last.size() - samples), last.size()));
        State agreed = withFailures(agreed(last, samples), findings, isFailureNew);
        if (isFailureNew && agreed.isWorseThan(state)) {
            last = new ArrayList<>(Collections.nCopies(samples, agreed));
        }
        return decided(agreed, last, findings, nanoTime);
    }

    /** This decision as an answer between two samples gives it, of a reading that is no sample: only a new failure changes it. */
    Decision seenWith(Findings findings, boolean isFailureNew, long nanoTime) {
        return decided(withFailures(state, requireNonNull(findings, "findings is null"), isFailureNew), said, findings, nanoTime);
    }

    private State agreed(List<State> last, int samples) {
        List<State> sorted = new ArrayList<>(last);
        Collections.sort(sorted);
        if (last.size() < samples) {
            // Just started: the majority, in doubt the better, so that a first sample that lied is soon outvoted.
            return sorted.get((sorted.size() - 1) / 2);
        }
        State best = sorted.get(0);
        State worst = sorted.get(sorted.size() - 1);
        return best.isWorseThan(state) ? best : state.isWorseThan(worst) ? worst : state;
    }

    private static State withFailures(State state, Findings findings, boolean isFailureNew) {
        State ofFailures = findings.ofFailures();
        return State.worse(state, isFailureNew || ofFailures == State.OK ? ofFailures : State.WARNING);
    }

    private Decision decided(State next, List<State> last, Findings findings, long nanoTime) {
        boolean isMemoryShortNow = findings.isMemoryShort();
        long since = next == state ? sinceNanos : nanoTime;
        if (next == State.OK) {
            return new Decision(last, next, Cause.NONE, findings.headline().subject(), since, isMemoryShortNow);
        }
        // A state that this sample alone would not bear out keeps its cause, until enough samples say so.
        Optional<Finding> speaking = findings.bearingOut(next, subject);
        return new Decision(last, next, speaking.map(Finding::cause).orElse(cause),
                speaking.map(Finding::subject).orElse(subject), since, isMemoryShortNow);
    }

    State state() {
        return state;
    }

    Cause cause() {
        return cause;
    }

    Subject subject() {
        return subject;
    }

    /** {@link System#nanoTime()} of the sample that brought the state. */
    long sinceNanos() {
        return sinceNanos;
    }

    boolean isMemoryShort() {
        return isMemoryShort;
    }
}
