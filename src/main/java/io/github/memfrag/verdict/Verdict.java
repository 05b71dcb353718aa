package io.github.memfrag.verdict;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.fragmentation.ZoneFragmentation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** How the host is, why, since when, and what to do. Its numbers are those of one reading. */
public final class Verdict {
    private final State state;
    private final Cause cause;
    private final String reason;
    private final String advice;
    private final OptionalLong sinceEpochMillis;
    private final int watchOrder;
    private final List<Integer> watchOrders;
    private final ZoneFragmentation zone;

    Verdict(State state, Cause cause, String reason, String advice, OptionalLong sinceEpochMillis, int watchOrder,
            List<Integer> watchOrders, ZoneFragmentation zone) {
        this.state = requireNonNull(state, "state is null");
        this.cause = requireNonNull(cause, "cause is null");
        this.reason = requireNonNull(reason, "reason is null");
        this.advice = requireNonNull(advice, "advice is null");
        this.sinceEpochMillis = requireNonNull(sinceEpochMillis, "sinceEpochMillis is null");
        this.watchOrder = watchOrder;
        this.watchOrders = Collections.unmodifiableList(new ArrayList<>(watchOrders));
        this.zone = zone;
    }

    /** Nothing can be said of this host, for the reason given. */
    public static Verdict unknown(String reason, VerdictSettings settings) {
        List<Integer> orders = settings.watchOrders();
        return new Verdict(State.UNKNOWN, Cause.NONE, settings.preface() + reason, Advice.UNKNOWN, OptionalLong.empty(), orders.get(0),
                orders, null);
    }

    public State state() {
        return state;
    }

    public Cause cause() {
        return cause;
    }

    /** A sentence with the numbers, without a full stop. */
    public String reason() {
        return reason;
    }

    /** What to do next, and what would prevent it. */
    public String advice() {
        return advice;
    }

    /** Since when the state is what it is, as the clock goes now; at most since the agent's start. Empty while UNKNOWN. */
    public OptionalLong sinceEpochMillis() {
        return sinceEpochMillis;
    }

    /** The order that decides. */
    public int watchOrder() {
        return watchOrder;
    }

    /** All orders that are judged, those that failed lately too; the most important first. */
    public List<Integer> watchOrders() {
        return watchOrders;
    }

    /** The zone that decides, as it is in this reading; empty while UNKNOWN. */
    public Optional<ZoneFragmentation> zone() {
        return Optional.ofNullable(zone);
    }
}
