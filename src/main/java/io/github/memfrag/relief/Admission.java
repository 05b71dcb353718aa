package io.github.memfrag.relief;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.toList;

import io.github.memfrag.config.ConfigKey;
import io.github.memfrag.relief.helper.Availability;
import io.github.memfrag.relief.helper.Ceiling;
import io.github.memfrag.relief.helper.Ways;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What must hold before a relief is begun. What keeps it out is thrown, and says what blocks, since when, how long, and what to do. */
final class Admission {
    private final Ways ways;
    private final Supplier<ReliefSettings> settings;
    private final KillSwitch killSwitch;
    private final Cooldowns cooldowns;

    Admission(Ways ways, Supplier<ReliefSettings> settings, KillSwitch killSwitch, Cooldowns cooldowns) {
        this.ways = requireNonNull(ways, "ways is null");
        this.settings = requireNonNull(settings, "settings is null");
        this.killSwitch = requireNonNull(killSwitch, "killSwitch is null");
        this.cooldowns = requireNonNull(cooldowns, "cooldowns is null");
    }

    /** @throws IllegalStateException when reliefs are switched off, or the operator allows none of this kind */
    void checkAllowed(ReliefOperation operation) {
        // A ladder begins with compaction, and stops where it must.
        obstacle(operation.name(), operation.order().isPresent() ? Ceiling.COMPACT : operation.ceiling()).ifPresent(obstacle -> {
            throw new IllegalStateException(obstacle);
        });
    }

    /** What may be done here and what not: by the ways that are open, and by what the operator allows. */
    List<Availability> available() {
        return ways.available().stream()
                .map(row -> obstacle(row.operation(), row.operation().startsWith("drop") ? Ceiling.PAGECACHE : Ceiling.COMPACT)
                        .map(obstacle -> Availability.not(row.operation(), obstacle)).orElse(row))
                .collect(collectingAndThen(toList(), Collections::unmodifiableList));
    }

    /** What the operator has against it; empty when nothing. */
    private Optional<String> obstacle(String operation, Ceiling needed) {
        Optional<String> switchedOff = killSwitch.obstacle();
        Ceiling max = settings.get().max();
        return switchedOff.isPresent() || max.allows(needed) ? switchedOff
                : Optional.of(ConfigKey.RELIEF_MAX + "=" + max.text() + " does not allow " + operation + "; it takes "
                        + ConfigKey.RELIEF_MAX + "=" + needed.text());
    }

    /** By which way it goes. Throws as {@link Ways#choose} does when there is none. */
    Reach reach(ReliefOperation operation) {
        return operation.order().isPresent() ? Reach.of(ways, settings.get().max(), operation.ceiling())
                : Reach.of(ways, operation.command());
    }

    /** Whether the operator allows no relief at all. */
    boolean allowsNothing() {
        return settings.get().max() == Ceiling.NONE;
    }

    /** @throws IllegalArgumentException when it is about a node that is not there; the message says which are */
    void checkNode(ReliefOperation operation) {
        if (operation.node().isPresent()) {
            ways.checkNode(operation.command());
        }
    }

    /** @throws IllegalStateException when it is too soon */
    void checkCooldown(ReliefOperation operation) {
        (operation.what().isPresent() ? cooldowns.drop() : cooldowns.compact()).ifPresent(cooldown -> {
            throw new IllegalStateException("too soon: " + cooldown.text() + "; root may pass --force at the command line");
        });
    }
}
