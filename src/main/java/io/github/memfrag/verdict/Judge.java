package io.github.memfrag.verdict;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.fragmentation.HostFragmentation;
import io.github.memfrag.kernel.KernelReading;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Gives the verdict on a reading in the light of the samples before it. Immutable: a question ({@link #verdict}) leaves no trace,
 * so that who asks often neither speeds up nor disturbs a decision; a sample ({@link #after}) gives a judge who has seen it.
 */
public final class Judge {
    private final VerdictSettings settings;
    private final DemandWindow window;
    private final long failuresSeen;
    /** Null before the first sample, as is the clock. */
    private final Decision decision;
    private final SampleClock clock;

    private Judge(VerdictSettings settings, DemandWindow window, long failuresSeen, Decision decision, SampleClock clock) {
        this.settings = requireNonNull(settings, "settings is null");
        this.window = window;
        this.failuresSeen = failuresSeen;
        this.decision = decision;
        this.clock = clock;
    }

    /** A judge who has seen nothing so far. */
    public static Judge with(VerdictSettings settings) {
        return new Judge(settings, DemandWindow.empty(), 0, null, null);
    }

    /** The same judge, who goes by other settings from now on and forgets nothing. */
    public Judge under(VerdictSettings other) {
        return new Judge(other, window, failuresSeen, decision, clock);
    }

    /** The verdict on this reading, with its numbers. The state is the one that the samples agreed on. */
    public Verdict verdict(KernelReading reading, HostFragmentation host, LoggedFailures failures) {
        Demand demand = window.until(requireNonNull(reading, "reading is null"), requireNonNull(failures, "failures is null"));
        Findings findings = findings(reading, host, failures, demand);
        if (findings.isEmpty()) {
            return Verdict.unknown("none of the zones to watch exists on this host: see the key zones", settings);
        }
        Decision seen = decision == null ? Decision.first(findings, reading.nanoTime())
                : decision.seenWith(findings, isNew(failures), reading.nanoTime());
        Finding subject = findings.of(seen.subject()).orElseGet(findings::headline);
        String advice = new Advice(reading.tunables()).text(seen.state(), seen.cause(), subject.shape());
        return new Verdict(seen.state(), seen.cause(), new StateReason(seen, findings, demand, settings).text(), advice,
                OptionalLong.of(clockAt(reading).epochMillis(seen.sinceNanos())), subject.order(), findings.orders(), subject.zone());
    }

    /** The judge after one sample more. */
    public Judge after(KernelReading reading, HostFragmentation host, LoggedFailures failures) {
        // One more than must agree: as many intervals between them.
        DemandWindow newWindow = window.plus(requireNonNull(reading, "reading is null"), settings.samples() + 1);
        Demand demand = newWindow.until(reading, requireNonNull(failures, "failures is null"));
        Findings findings = findings(reading, host, failures, demand);
        if (findings.isEmpty()) {
            return this;
        }
        Decision next = decision == null ? Decision.first(findings, reading.nanoTime())
                : decision.next(findings, isNew(failures), reading.nanoTime(), settings.samples());
        return new Judge(settings, newWindow, failures.count(), next, clockAt(reading));
    }

    private Findings findings(KernelReading reading, HostFragmentation host, LoggedFailures failures, Demand demand) {
        LoggedFailures held = failures.since(reading.nanoTime() - settings.failureHold().toNanos());
        return new VerdictRules(settings, demand, held, decision == null ? State.OK : decision.state(),
                decision != null && decision.isMemoryShort()).findings(reading, host);
    }

    /** The clock of the samples; empty before the first. */
    public Optional<SampleClock> clock() {
        return Optional.ofNullable(clock);
    }

    private boolean isNew(LoggedFailures failures) {
        return failures.count() > failuresSeen;
    }

    private SampleClock clockAt(KernelReading reading) {
        return clock == null ? SampleClock.of(reading) : clock.adjustedTo(reading);
    }
}
