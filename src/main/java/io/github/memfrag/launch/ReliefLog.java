package io.github.memfrag.launch;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.relief.ReliefListener;
import io.github.memfrag.relief.ReliefReport;

/** One line in the log for each relief: who asked for what, and what came of it. */
final class ReliefLog implements ReliefListener {
    private final AgentLog log;

    ReliefLog(AgentLog log) {
        this.log = requireNonNull(log, "log is null");
    }

    @Override
    public void finished(ReliefReport report) {
        log.info("relief " + report.id() + ", " + report.operation() + ", requested by " + report.requestedBy() + ", " + report.outcome()
                + ": " + report.conclusion());
    }
}
