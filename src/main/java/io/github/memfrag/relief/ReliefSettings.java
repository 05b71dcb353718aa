package io.github.memfrag.relief;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.config.ConfigKey;
import io.github.memfrag.config.Configuration;
import io.github.memfrag.relief.helper.Ceiling;
import java.time.Duration;

/** What the operator allows: how far a relief may go, and how soon after another. */
public final class ReliefSettings {
    private final Ceiling max;
    private final Duration dropCooldown;
    private final Duration compactCooldown;

    private ReliefSettings(Ceiling max, Duration dropCooldown, Duration compactCooldown) {
        this.max = requireNonNull(max, "max is null");
        this.dropCooldown = requireNonNull(dropCooldown, "dropCooldown is null");
        this.compactCooldown = requireNonNull(compactCooldown, "compactCooldown is null");
    }

    public static ReliefSettings defaults() {
        return of(Configuration.defaults());
    }

    public static ReliefSettings of(Configuration configuration) {
        requireNonNull(configuration, "configuration is null");
        String max = configuration.get(ConfigKey.RELIEF_MAX);
        return new ReliefSettings(
                Ceiling.named(max).orElseThrow(() -> new IllegalStateException(ConfigKey.RELIEF_MAX + " allows " + max)),
                configuration.get(ConfigKey.RELIEF_COOLDOWN_DROP), configuration.get(ConfigKey.RELIEF_COOLDOWN_COMPACT));
    }

    /** The same, but nothing is too soon. */
    public ReliefSettings withoutCooldowns() {
        return new ReliefSettings(max, Duration.ZERO, Duration.ZERO);
    }

    /** The same, but no farther than this. */
    public ReliefSettings upTo(Ceiling ceiling) {
        return new ReliefSettings(max.min(ceiling), dropCooldown, compactCooldown);
    }

    /** How far any relief may go. */
    public Ceiling max() {
        return max;
    }

    /** How long after a drop of caches, whoever did it, no other is begun. */
    public Duration dropCooldown() {
        return dropCooldown;
    }

    /** How long after a relief's compaction no other is begun. */
    public Duration compactCooldown() {
        return compactCooldown;
    }
}
