package io.github.memfrag.cli;

import io.github.memfrag.sampling.Snapshot;
import io.github.memfrag.verdict.Verdict;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A sample in one line, for a log: when, the state, and the numbers of the zone that decides. */
final class WatchLine {
    private WatchLine() {}

    /** {@code 2026-08-04T22:58:15Z WARNING Node 0 Normal: 99.6 % unusable at order 4, 64 blocks available}. */
    static String of(Snapshot snapshot) {
        Verdict verdict = snapshot.verdict();
        int order = verdict.watchOrder();
        return Instant.ofEpochMilli(snapshot.reading().epochMillis()).truncatedTo(ChronoUnit.SECONDS) + " " + verdict.state() + " "
                + verdict.zone().map(zone -> zone.name() + ": " + Quantity.percent(zone.unusablePercent(order))
                        + " % unusable at order " + order + ", " + Quantity.count(zone.blocks().suitable(order), "block") + " available")
                        .orElse(verdict.reason());
    }
}
