package io.github.memfrag.launch;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.jmx.EventsMBean;
import io.github.memfrag.verdict.Verdict;

/** Sees from sample to sample whether the state has changed, and tells it: one line in the log, one event. */
final class StateWatch {
    private final EventsMBean events;
    private final AgentLog log;
    private Verdict last;

    StateWatch(EventsMBean events, AgentLog log) {
        this.events = requireNonNull(events, "events is null");
        this.log = requireNonNull(log, "log is null");
    }

    void see(Verdict now) {
        if (last != null && last.state() != now.state()) {
            log.info(now.state() + ", was " + last.state() + ": " + now.reason());
            events.stateChanged(last, now);
        }
        last = now;
    }
}
