package io.github.memfrag.relief.autopilot;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.relief.helper.Ceiling;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/** Whether the agent may act now, and how far it may go. It only computes. */
final class AutopilotRules {
    private static final Duration DAY = Duration.ofHours(24);
    /** What did not help now will not help a moment later, and a compaction costs the host its CPU. */
    private static final Duration PAUSE_AFTER_NO_EFFECT = Duration.ofHours(1);

    private final AutopilotSettings settings;
    private final ZoneId zone;

    /** @param zone of the host's clock */
    AutopilotRules(AutopilotSettings settings, ZoneId zone) {
        this.settings = requireNonNull(settings, "settings is null");
        this.zone = requireNonNull(zone, "zone is null");
    }

    /**
     * @param trouble the samples so far
     * @param past ladders of the last 24 hours and before, in any order
     */
    Decision decide(Trouble trouble, List<PastRun> past, Instant now) {
        if (trouble.samples() < settings.samples()) {
            return Decision.nothing();
        }
        LocalTime time = now.atZone(zone).toLocalTime();
        if (!settings.window().contains(time)) {
            return Decision.hold(Decision.Obstacle.WINDOW, "it is " + time.withSecond(0).withNano(0) + ", outside relief.auto.window");
        }
        long today = past.stream().filter(run -> run.isAutomatic() && isWithin(run, DAY, now)).count();
        if (today >= settings.perDay()) {
            return Decision.hold(Decision.Obstacle.PER_DAY,
                    "it has acted " + today + " times within 24 hours, as often as relief.auto.perDay allows");
        }
        if (past.stream().anyMatch(run -> run.isAutomatic() && !run.helped() && isWithin(run, PAUSE_AFTER_NO_EFFECT, now))) {
            return Decision.hold(Decision.Obstacle.NO_EFFECT,
                    "its last relief did not help, and the next one waits until an hour has passed");
        }
        boolean dropsLockedOut = past.stream().anyMatch(run -> run.droppedInVain() && isWithin(run, DAY, now));
        return Decision.act(dropsLockedOut ? settings.max().min(Ceiling.COMPACT) : settings.max(), dropsLockedOut);
    }

    /** A clock that was set back must not hold the agent for longer than the span itself: the future counts as now. */
    private static boolean isWithin(PastRun run, Duration span, Instant now) {
        return now.toEpochMilli() - run.endEpochMillis() < span.toMillis();
    }
}
