package io.github.memfrag.relief;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.fragmentation.HostFragmentation;
import io.github.memfrag.fragmentation.ZoneFragmentation;
import io.github.memfrag.sampling.Snapshot;
import io.github.memfrag.verdict.Cause;
import io.github.memfrag.verdict.State;
import io.github.memfrag.verdict.Thresholds;
import io.github.memfrag.verdict.Verdict;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What it means for the watched zones to be well at one order, and to have recovered. Pure. */
final class Recovery {
    /** So many times the blocks of CRITICAL are enough to end a relief; a verdict of OK takes more of them, or a smaller share. */
    private static final int ENOUGH = 4;
    /** Another round is worth its CPU time when the last one went this part of the way that was left. */
    private static final double WORTHWHILE_PART = 0.1;

    private final int order;
    private final Thresholds thresholds;
    private final long enoughBlocks;
    private final String againstDrops;

    private Recovery(int order, Thresholds thresholds, long enoughBlocks, String againstDrops) {
        this.order = order;
        this.thresholds = thresholds;
        this.enoughBlocks = enoughBlocks;
        this.againstDrops = againstDrops;
    }

    /**
     * For a ladder that begins now. Where the host has the blocks at which a ladder stops, and the verdict warns of it all the same, only
     * what the verdict calls well counts as recovered, and that much is worth no cache.
     *
     * @param thresholds of that order
     */
    static Recovery of(int order, Thresholds thresholds, HostFragmentation start) {
        requireNonNull(thresholds, "thresholds is null");
        requireNonNull(start, "start is null");
        Recovery usual = new Recovery(order, thresholds, ENOUGH * thresholds.criticalBlocks(), null);
        Optional<ZoneFragmentation> fewest = start.watched().stream().filter(zone -> !usual.isWell(zone))
                .min(Comparator.comparingLong(usual::availableBlocks));
        return !fewest.isPresent() || !usual.isRecovered(start) ? usual : new Recovery(order, thresholds, thresholds.warningBlocks(),
                String.format(Locale.ROOT, "no caches are dropped: %s has %,d order-%d blocks available at the start, and from %,d on a"
                        + " relief drops none", fewest.get().name(), usual.availableBlocks(fewest.get()), order, usual.enoughBlocks));
    }

    int order() {
        return order;
    }

    /** Why there is nothing to cure at this order, as a sentence without a full stop; empty when there is. */
    Optional<String> nothingToDo(Snapshot snapshot) {
        Verdict verdict = snapshot.verdict();
        if (verdict.cause() == Cause.SHORTAGE) {
            return Optional.of("memory is short, which no relief cures: " + verdict.advice());
        }
        HostFragmentation host = snapshot.host();
        if (host.watched().isEmpty()) {
            return Optional.of(verdict.reason());
        }
        // A failed allocation speaks louder than the shape of what is free.
        boolean hasFailed = verdict.state() == State.CRITICAL && verdict.cause() == Cause.ALLOCATION_FAILURE
                && verdict.watchOrder() == order;
        if (hasFailed || !host.watched().stream().allMatch(this::isWell)) {
            return Optional.empty();
        }
        return host.worst(order).map(worst -> "the watched zones are well at order " + order + ": " + worst.name() + " has "
                + worst.unusablePercent(order) + " % unusable free memory and " + availableBlocks(worst) + " blocks available");
    }

    /** As the verdict calls it: no warning by the shape of the free memory. */
    private boolean isWell(ZoneFragmentation zone) {
        return isUnderWarning(zone) || availableBlocks(zone) >= thresholds.warningBlocks();
    }

    /** Why what is missing is worth no cache, as a clause; empty where it is. */
    Optional<String> againstDrops() {
        return Optional.ofNullable(againstDrops);
    }

    /** Whether a relief may stop: every watched zone is under the warning line, or has enough blocks. */
    boolean isRecovered(HostFragmentation host) {
        return host.watched().stream().allMatch(this::isRecovered);
    }

    private boolean isRecovered(ZoneFragmentation zone) {
        return isUnderWarning(zone) || availableBlocks(zone) >= enoughBlocks;
    }

    private boolean isUnderWarning(ZoneFragmentation zone) {
        return zone.unusablePercent(order) < thresholds.warningPercent();
    }

    /**
     * Whether the same once more is worth it: by one of the two measures, the zones that had not recovered have come a good part of the
     * way that they had to go.
     */
    boolean isGaining(HostFragmentation before, HostFragmentation after) {
        return isGaining(before, after, zone -> enoughBlocks - availableBlocks(zone))
                || isGaining(before, after, zone -> zone.unusablePercent(order) - thresholds.warningPercent());
    }

    private boolean isGaining(HostFragmentation before, HostFragmentation after, ToDoubleFunction<ZoneFragmentation> way) {
        double wayBefore = way(before, before, way);
        double gone = wayBefore - way(before, after, way);
        return gone > 0 && gone >= wayBefore * WORTHWHILE_PART;
    }

    /** Over the watched zones that have not recovered in {@code before}, as they are in {@code now}. */
    private double way(HostFragmentation before, HostFragmentation now, ToDoubleFunction<ZoneFragmentation> way) {
        return before.watched().stream().filter(zone -> !isRecovered(zone)).map(zone -> now.zone(zone.name()).orElse(zone))
                .mapToDouble(way).sum();
    }

    private long availableBlocks(ZoneFragmentation zone) {
        return zone.blocks().suitable(order);
    }
}
