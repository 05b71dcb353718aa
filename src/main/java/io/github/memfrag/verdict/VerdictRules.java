package io.github.memfrag.verdict;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.fragmentation.HostFragmentation;
import io.github.memfrag.fragmentation.ZoneFragmentation;
import io.github.memfrag.kernel.KernelReading;
import io.github.memfrag.kernel.log.AllocationFailure;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules, for one reading: how bad each watched zone is at each watched order, and why. They know the earlier samples only by
 * what is lent to them here: the state so far, which moves the lines a little, the demand, and the failures that still count.
 */
final class VerdictRules {
    /** From here on the kernel falls back to small pages as a rule: no order-9 block is no harm by itself. */
    private static final int HUGE_PAGE_ORDER = 9;

    private final VerdictSettings settings;
    private final Demand demand;
    private final LoggedFailures held;
    private final State before;
    private final boolean wasShort;

    /**
     * @param held the failures that still count
     * @param before the state so far; OK when there is none
     * @param wasShort whether memory was short in the sample before
     */
    VerdictRules(VerdictSettings settings, Demand demand, LoggedFailures held, State before, boolean wasShort) {
        this.settings = requireNonNull(settings, "settings is null");
        this.demand = requireNonNull(demand, "demand is null");
        this.held = requireNonNull(held, "held is null");
        this.before = requireNonNull(before, "before is null");
        this.wasShort = wasShort;
    }

    Findings findings(KernelReading reading, HostFragmentation host) {
        List<Integer> orders = orders(reading.buddyInfo().orders());
        List<Finding> findings = new ArrayList<>();
        for (ZoneFragmentation zone : host.watched()) {
            Shortage shortage = Shortage.of(zone, reading, wasShort).orElse(null);
            orders.forEach(order -> findings.add(finding(zone, order, shortage)));
        }
        return new Findings(findings, orders);
    }

    /** The watched ones, and meanwhile those that failed. */
    private List<Integer> orders(int kernelOrders) {
        List<Integer> orders = new ArrayList<>(settings.watchOrders(kernelOrders));
        held.orders().stream().filter(order -> order > 0 && order < kernelOrders && !orders.contains(order)).forEach(orders::add);
        return orders;
    }

    private Finding finding(ZoneFragmentation zone, int order, Shortage shortage) {
        Thresholds thresholds = settings.thresholds(order);
        long availableBlocks = zone.blocks().suitable(order);
        Shape shape = thresholds.shape(zone.unusablePercent(order), availableBlocks, before);
        State state = shortage == null ? state(shape, order) : shortage.state();
        if (order > 0 && held.orders().contains(order)) {
            state = State.worse(state, thresholds.hasFewBlocks(availableBlocks, before) ? State.CRITICAL : State.WARNING);
        }
        AllocationFailure failure = held.latestUpTo(order).orElse(null);
        Cause cause = state == State.OK ? Cause.NONE : shortage != null ? Cause.SHORTAGE
                : failure != null ? Cause.ALLOCATION_FAILURE : Cause.FRAGMENTATION;
        return new Finding(zone, order, shape, state, cause, shortage, failure);
    }

    private State state(Shape shape, int order) {
        if (shape == Shape.FINE) {
            return State.OK;
        }
        if (order >= HUGE_PAGE_ORDER) {
            return demand.isFailing(order) ? State.WARNING : State.OK;
        }
        return shape == Shape.BAD && demand.isFailing(order) ? State.CRITICAL : State.WARNING;
    }
}
