package io.github.memfrag.jmx;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.relief.ReliefListener;
import io.github.memfrag.relief.ReliefOperation;
import io.github.memfrag.relief.ReliefReport;
import io.github.memfrag.relief.helper.ReliefStep;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import javax.management.openmbean.CompositeData;

/** What reliefs are at, as notifications of the Events MBean. */
final class ReliefEvents implements ReliefListener {
    static final String STARTED = "memfrag.relief.started";
    static final String STEP = "memfrag.relief.step";
    static final String FINISHED = "memfrag.relief.finished";
    static final MBeanNotificationInfo[] NOTIFICATIONS = {
        new MBeanNotificationInfo(new String[] {STARTED}, Notification.class.getName(),
                "A relief has begun; the user data holds id, operation and requestedBy"),
        new MBeanNotificationInfo(new String[] {STEP}, Notification.class.getName(),
                "A step of a relief has begun or ended; the user data holds id, step and, when it has ended, outcome, durationMillis and"
                        + " message"),
        new MBeanNotificationInfo(new String[] {FINISHED}, Notification.class.getName(),
                "A relief has ended; the user data holds id, operation, requestedBy, outcome, recovered and conclusion")};

    private static final OpenTable START = OpenTable.named("ReliefStarted", "A relief that has begun")
            .longInteger("id", "Of its report").text("operation", "What was asked for").text("requestedBy", "Who asked").asRecord();
    private static final OpenTable TAKEN = OpenTable.named("ReliefStep", "A step of a relief")
            .longInteger("id", "Of the relief's report").text("step", "What is done")
            .text("outcome", "DONE, FAILED, TIMED_OUT or INTERRUPTED; null when it has only begun")
            .longInteger("durationMillis", "How long it took, milliseconds; null when it has only begun")
            .text("message", "Why it did not end well; null when it has only begun").asRecord();
    private static final OpenTable END = OpenTable.named("ReliefFinished", "A relief that has ended")
            .longInteger("id", "Of its report").text("operation", "What was asked for").text("requestedBy", "Who asked")
            .text("outcome", "As in its report").flag("recovered", "As in its report").text("conclusion", "As in its report").asRecord();

    private final Sender events;

    ReliefEvents(Sender events) {
        this.events = requireNonNull(events, "events is null");
    }

    @Override
    public void started(long id, ReliefOperation operation, String requestedBy) {
        events.send(STARTED, "relief " + id + ": " + operation + ", requested by " + requestedBy,
                START.row(id, operation.name(), requestedBy));
    }

    @Override
    public void stepStarted(long id, String step) {
        events.send(STEP, "relief " + id + ": " + step, TAKEN.row(id, step, null, null, null));
    }

    @Override
    public void stepEnded(long id, ReliefStep step) {
        events.send(STEP, "relief " + id + ": " + step.name() + " " + step.outcome(),
                TAKEN.row(id, step.name(), step.outcome().name(), step.durationMillis(), step.message()));
    }

    @Override
    public void finished(ReliefReport report) {
        events.send(FINISHED, "relief " + report.id() + ": " + report.conclusion(), END.row(report.id(), report.operation().name(),
                report.requestedBy(), report.outcome().name(), report.recovered().orElse(null), report.conclusion()));
    }

    /** Sends a notification. */
    interface Sender {
        void send(String type, String message, CompositeData userData);
    }
}
