package io.github.memfrag.relief;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.relief.helper.HelperSession;
import java.io.IOException;

/** A relief that this JVM has admitted: it has an id, and now takes hold of the host. */
final class Assignment {
    private final OpenReport report;
    private final Reach reach;
    private final WhileHeld work;
    private final ReliefReport done;

    private Assignment(OpenReport report, Reach reach, WhileHeld work, ReliefReport done) {
        this.report = requireNonNull(report, "report is null");
        this.reach = reach;
        this.work = work;
        this.done = done;
    }

    static Assignment of(OpenReport report, Reach reach, WhileHeld work) {
        return new Assignment(report, requireNonNull(reach, "reach is null"), requireNonNull(work, "work is null"), null);
    }

    /** There is nothing to do. @param why as a clause */
    static Assignment idle(OpenReport report, boolean recovered, String why) {
        return new Assignment(report, null, null,
                report.ended(ReliefOutcome.NOTHING_TO_DO, recovered, "Nothing was done: " + why + (why.endsWith(".") ? "" : ".")));
    }

    long id() {
        return report.relief().id();
    }

    /** Throws as {@link Relief#run} does when the host cannot be held. */
    ReliefReport carryOut() throws IOException {
        if (done != null) {
            return done;
        }
        try (HelperSession session = reach.way().open(reach.ceiling(), report.relief().requestedBy())) {
            return work.report(session);
        }
    }

    /** The same where nobody is there to be told but by a report. */
    ReliefReport carryOutOrReport() {
        try {
            return carryOut();
        } catch (IllegalStateException | SecurityException | UnsupportedOperationException | IOException e) {
            return report.ended(ReliefOutcome.REFUSED, null, "Refused: " + e.getMessage() + ".");
        } catch (RuntimeException | Error e) {
            return report.ended(ReliefOutcome.FAILED, null, "Failed: " + e + ".");
        }
    }

    /** What is done while the host is held. */
    interface WhileHeld {
        ReliefReport report(HelperSession session) throws IOException;
    }
}
