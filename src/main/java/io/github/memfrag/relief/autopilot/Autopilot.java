package io.github.memfrag.relief.autopilot;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.relief.Relief;
import io.github.memfrag.relief.ReliefListener;
import io.github.memfrag.relief.ReliefOperation;
import io.github.memfrag.relief.ReliefOutcome;
import io.github.memfrag.relief.ReliefReport;
import io.github.memfrag.relief.autopilot.AutopilotSettings.Mode;
import io.github.memfrag.relief.autopilot.Decision.Obstacle;
import io.github.memfrag.relief.helper.Ceiling;
import io.github.memfrag.verdict.Verdict;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Relieves the host by itself when it has been CRITICAL for long enough, or tells that it would have. It only starts reliefs, so
 * the thread that brings the samples never waits for the kernel. The guard of every relief holds for these, too.
 */
public final class Autopilot implements ReliefListener {
    /** Who asked, in its reports. */
    public static final String REQUESTED_BY = "autopilot";

    private static final long KEPT_MILLIS = TimeUnit.HOURS.toMillis(24);

    private final Relief relief;
    private final Clock clock;
    private final List<PastRun> past = new ArrayList<>();
    /** What it only would have done counts as done while it observes, and no more once it acts. */
    private final List<PastRun> observed = new ArrayList<>();
    private final Set<Obstacle> told = EnumSet.noneOf(Obstacle.class);
    private AutopilotSettings settings;
    private AutopilotRules rules;
    private Trouble trouble = Trouble.none();

    private Autopilot(Relief relief, AutopilotSettings settings, Clock clock) {
        this.relief = requireNonNull(relief, "relief is null");
        this.clock = requireNonNull(clock, "clock is null");
        apply(settings);
    }

    /**
     * From now on it listens to the relief, for what people do counts too.
     *
     * @param earlier what is on record of the time before this JVM
     */
    public static Autopilot of(Relief relief, AutopilotSettings settings, List<ReliefReport> earlier, Clock clock) {
        Autopilot autopilot = new Autopilot(relief, settings, clock);
        earlier.forEach(autopilot::finished);
        relief.addListener(autopilot);
        return autopilot;
    }

    /** What the operator lets it do from now on; what holds it back then is news. */
    public synchronized void apply(AutopilotSettings changed) {
        settings = requireNonNull(changed, "changed is null");
        rules = new AutopilotRules(changed, clock.getZone());
        told.clear();
    }

    /** One sample's verdict. */
    public synchronized void see(Verdict sample) {
        // What the samples said before and during a relief says nothing of the host after it.
        trouble = relief.running().isPresent() ? Trouble.none() : trouble.after(sample);
        if (trouble.samples() == 0) {
            told.clear();
        }
        if (settings.mode() == Mode.OFF) {
            return;
        }
        Decision decision = rules.decide(trouble, counted(), clock.instant());
        decision.obstacle().ifPresent(obstacle -> hold(obstacle, sample, decision.reason()));
        decision.ceiling().ifPresent(ceiling -> act(ceiling, decision.dropsLockedOut(), sample));
    }

    private List<PastRun> counted() {
        past.removeIf(this::isLongPast);
        observed.removeIf(this::isLongPast);
        List<PastRun> counted = new ArrayList<>(past);
        if (settings.mode() == Mode.OBSERVE) {
            counted.addAll(observed);
        }
        return counted;
    }

    private boolean isLongPast(PastRun run) {
        return clock.millis() - run.endEpochMillis() > KEPT_MILLIS;
    }

    private void act(Ceiling ceiling, boolean dropsLockedOut, Verdict sample) {
        ReliefOperation operation = ReliefOperation.relieve(sample.watchOrder(), ceiling);
        if (settings.mode() == Mode.OBSERVE) {
            trouble = Trouble.none();
            relief.note(operation, REQUESTED_BY, ReliefOutcome.OBSERVED, "Would have begun " + operation
                    + (dropsLockedOut ? " (no farther, since a drop within 24 hours did not help)" : "") + ": " + sample.reason() + ".");
            return;
        }
        try {
            relief.start(operation, REQUESTED_BY);
            trouble = Trouble.none();
        } catch (IOException | IllegalArgumentException | IllegalStateException | UnsupportedOperationException | SecurityException e) {
            hold(Obstacle.REFUSED, sample, e.getMessage());
        }
    }

    /** Once for each kind of obstacle and time of trouble: the samples go on, and the log must not fill. */
    private void hold(Obstacle obstacle, Verdict sample, String reason) {
        boolean isNews = settings.mode() == Mode.ON || obstacle != Obstacle.NO_EFFECT; // What it only would have done had no effect.
        if (isNews && told.add(obstacle)) {
            relief.note(ReliefOperation.relieve(sample.watchOrder(), settings.max()), REQUESTED_BY, ReliefOutcome.HELD_BACK,
                    "Held back, for " + reason + "; the host is " + sample.state() + ": " + sample.reason() + ".");
        }
    }

    @Override
    public synchronized void finished(ReliefReport report) {
        boolean climbed = report.operation().order().isPresent() && !report.steps().isEmpty();
        if (climbed || report.outcome() == ReliefOutcome.OBSERVED) {
            (climbed ? past : observed).add(new PastRun(report.startEpochMillis() + report.durationMillis(),
                    report.requestedBy().equals(REQUESTED_BY),
                    report.steps().stream().anyMatch(step -> step.name().startsWith("drop_caches")),
                    report.recovered().orElse(false)));
        }
    }
}
