package io.github.memfrag.relief;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.relief.helper.Ceiling;
import io.github.memfrag.relief.helper.HelperCommand;
import io.github.memfrag.relief.helper.HelperSession;
import io.github.memfrag.relief.helper.ReliefStep;
import io.github.memfrag.relief.helper.ReliefStep.Outcome;
import java.util.ArrayList;
import java.util.List;

/** Takes the steps of one relief, one after another, until one does not end well or somebody wants no more of them. */
final class Steps {
    private final HelperSession session;
    private final ReliefRuns runs;
    private final Listeners listeners;
    private final Cooldowns cooldowns;
    private final Pace pace;
    private final long id;
    private final List<ReliefStep> taken = new ArrayList<>();
    private ReliefStep broken;
    private boolean cutShort;

    Steps(long id, HelperSession session, ReliefRuns runs, Listeners listeners, Cooldowns cooldowns, Pace pace) {
        this.id = id;
        this.session = requireNonNull(session, "session is null");
        this.runs = requireNonNull(runs, "runs is null");
        this.listeners = requireNonNull(listeners, "listeners is null");
        this.cooldowns = requireNonNull(cooldowns, "cooldowns is null");
        this.pace = requireNonNull(pace, "pace is null");
    }

    /** Takes a step that the relief is for: unless it is done, the relief is over. @return whether it was done */
    boolean take(HelperCommand command) {
        return step(command, false);
    }

    /** Takes a step that the relief goes on without, as long as somebody waits for it. @return whether it was done */
    boolean attempt(HelperCommand command) {
        return step(command, true);
    }

    private boolean step(HelperCommand command, boolean isDispensable) {
        if (!goesOn()) {
            cutShort = true;
            return false;
        }
        runs.step(command.title());
        listeners.tell(listener -> listener.stepStarted(id, command.title()));
        ReliefStep step = session.take(command, pace.limit(command));
        taken.add(step);
        if (!step.done() && (!isDispensable || step.outcome() == Outcome.INTERRUPTED)) {
            broken = step;
        }
        if (step.outcome() != Outcome.FAILED) {
            cool(command);
        }
        runs.step("");
        listeners.tell(listener -> listener.stepEnded(id, step));
        return step.done();
    }

    private void cool(HelperCommand command) {
        if (command.ceiling() == Ceiling.COMPACT) {
            cooldowns.compacted();
        } else if (command != HelperCommand.SYNC) {
            cooldowns.dropped();
        }
    }

    /** Whether another step may be taken. */
    boolean goesOn() {
        return broken == null && !runs.isCancelled() && !Thread.currentThread().isInterrupted();
    }

    /** Those that were taken, in order. */
    List<ReliefStep> taken() {
        return taken;
    }

    /** How it ended, now that no step is to follow. */
    ReliefOutcome outcome() {
        if (broken != null && broken.outcome() == Outcome.FAILED) {
            return ReliefOutcome.FAILED;
        }
        if (broken == null && !cutShort) {
            return ReliefOutcome.DONE;
        }
        return runs.isCancelled() ? ReliefOutcome.CANCELLED : ReliefOutcome.UNFINISHED;
    }
}
