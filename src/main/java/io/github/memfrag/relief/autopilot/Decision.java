package io.github.memfrag.relief.autopilot;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.relief.helper.Ceiling;
import java.util.Optional;

/** What the agent makes of a sample: nothing, a relief up to a ceiling, or that it would but something holds it back. */
final class Decision {
    /** What holds it back; each is told once for each time that the host is in trouble. */
    enum Obstacle { WINDOW, PER_DAY, NO_EFFECT, REFUSED }

    private static final Decision NOTHING = new Decision(null, false, null, "");

    private final Ceiling ceiling;
    private final boolean dropsLockedOut;
    private final Obstacle obstacle;
    private final String reason;

    private Decision(Ceiling ceiling, boolean dropsLockedOut, Obstacle obstacle, String reason) {
        this.ceiling = ceiling;
        this.dropsLockedOut = dropsLockedOut;
        this.obstacle = obstacle;
        this.reason = reason;
    }

    static Decision nothing() {
        return NOTHING;
    }

    /** @param dropsLockedOut whether an earlier ladder without effect keeps this one from dropping caches */
    static Decision act(Ceiling ceiling, boolean dropsLockedOut) {
        return new Decision(requireNonNull(ceiling, "ceiling is null"), dropsLockedOut, null, "");
    }

    static Decision hold(Obstacle obstacle, String reason) {
        return new Decision(null, false, requireNonNull(obstacle, "obstacle is null"), requireNonNull(reason, "reason is null"));
    }

    /** How far to go; empty when it does not act. */
    Optional<Ceiling> ceiling() {
        return Optional.ofNullable(ceiling);
    }

    boolean dropsLockedOut() {
        return dropsLockedOut;
    }

    /** What holds it back; empty when nothing does. */
    Optional<Obstacle> obstacle() {
        return Optional.ofNullable(obstacle);
    }

    /** Why it is held back, for people. */
    String reason() {
        return reason;
    }
}
