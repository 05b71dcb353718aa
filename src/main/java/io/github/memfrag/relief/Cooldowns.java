package io.github.memfrag.relief;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.config.ConfigKey;
import io.github.memfrag.kernel.KernelTree;
import io.github.memfrag.kernel.VmStat;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How long no drop and no compaction is to be begun. It holds for the whole host and over restarts, by the records that the helper
 * leaves; and a drop by hand counts as one of ours, since the kernel counts drops, whoever made them.
 */
final class Cooldowns {
    static final String LAST_DROP = "/run/memfrag/last-drop";
    static final String LAST_COMPACT = "/run/memfrag/last-compact";

    private final LastDrop lastDrop;
    private final LastCompact lastCompact;
    private final Supplier<ReliefSettings> settings;
    private final LongSupplier clock;

    Cooldowns(KernelTree tree, Supplier<ReliefSettings> settings) {
        this(tree, settings, System::currentTimeMillis);
    }

    /** @param clock on the scale of {@link System#currentTimeMillis()} */
    Cooldowns(KernelTree tree, Supplier<ReliefSettings> settings, LongSupplier clock) {
        requireNonNull(tree, "tree is null");
        this.settings = requireNonNull(settings, "settings is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.lastDrop = new LastDrop(new HostRecord(tree.locate(LAST_DROP)), clock);
        this.lastCompact = new LastCompact(new HostRecord(tree.locate(LAST_COMPACT)), clock);
    }

    /** @param vmStat just read */
    void see(VmStat vmStat) {
        lastDrop.see(vmStat);
    }

    /** Puts on record what was seen; whoever only looks leaves that to others. */
    void keep() {
        lastDrop.keep();
    }

    /** This JVM has just had caches dropped. */
    void dropped() {
        lastDrop.dropped();
    }

    /** This JVM has just had memory compacted. */
    void compacted() {
        lastCompact.compacted();
    }

    /** What keeps caches from being dropped; empty when nothing does. */
    Optional<Cooldown> drop() {
        return cooldown(ConfigKey.RELIEF_COOLDOWN_DROP, settings.get().dropCooldown(), lastDrop.epochMillis(),
                last -> "caches of this host were dropped " + lastDrop.when(last));
    }

    /** What keeps memory from being compacted; empty when nothing does. */
    Optional<Cooldown> compact() {
        return cooldown(ConfigKey.RELIEF_COOLDOWN_COMPACT, settings.get().compactCooldown(), lastCompact.epochMillis(),
                last -> "a relief compacted this host's memory at " + Cooldown.time(last));
    }

    private Optional<Cooldown> cooldown(ConfigKey<?> key, Duration duration, OptionalLong last, LongFunction<String> what) {
        if (!last.isPresent()) {
            return Optional.empty();
        }
        long leftMillis = last.getAsLong() + duration.toMillis() - clock.getAsLong();
        return leftMillis <= 0 ? Optional.empty() : Optional.of(new Cooldown(key, duration, what.apply(last.getAsLong()), leftMillis));
    }
}
