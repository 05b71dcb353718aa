package io.github.memfrag.jmx;

import io.github.memfrag.kernel.log.AllocationFailure;
import io.github.memfrag.relief.ReliefListener;
import io.github.memfrag.verdict.Verdict;
import java.io.Closeable;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.MBeanInfo;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import javax.management.NotificationBroadcasterSupport;
import javax.management.ReflectionException;

/**
 * {@code memfrag:type=Events}: tells listeners what has happened, on a thread of its own: a listener that lingers delays neither the
 * sampler nor the kernel's log, and when too many events wait for it the oldest are dropped.
 */
public final class EventsMBean extends NotificationBroadcasterSupport implements DynamicMBean, Closeable {
    static final String STATE_CHANGED = "memfrag.state.changed";
    static final String ALLOCATION_FAILED = "memfrag.allocation.failed";

    private static final int WAITING_EVENTS = 1000;
    private static final long IDLE_SECONDS = 10;
    private static final OpenTable STATE = OpenTable.named("StateChange", "A change of the host's state")
            .text("from", "The state before").text("to", "The state now").text("cause", "What is wrong")
            .text("reason", "Why, in one sentence").text("advice", "What to do next").asRecord();
    private static final OpenTable FAILURE = OpenTable.named("AllocationFailure", "An allocation that failed")
            .longInteger("time", "Milliseconds since 1970-01-01 UTC").integer("order", "The order asked for")
            .text("process", "The task that asked").text("message", "What the kernel printed").asRecord();
    private static final MBeanNotificationInfo[] NOTIFICATIONS = Stream.concat(Stream.of(
            new MBeanNotificationInfo(new String[] {STATE_CHANGED}, Notification.class.getName(),
                    "The host's state has changed; the user data holds from, to, cause, reason and advice"),
            new MBeanNotificationInfo(new String[] {ALLOCATION_FAILED}, Notification.class.getName(),
                    "The kernel's log told of a failed allocation; the user data holds time, order, process and message")),
            Stream.of(ReliefEvents.NOTIFICATIONS)).toArray(MBeanNotificationInfo[]::new);

    private final ThreadPoolExecutor thread;
    private final DroppedEvents dropped;
    private final AtomicLong sequence = new AtomicLong();
    private final ComputedMBean attributes;

    public EventsMBean() {
        this(new DroppedEvents());
    }

    private EventsMBean(DroppedEvents dropped) {
        this(dropped, thread(dropped));
    }

    private EventsMBean(DroppedEvents dropped, ThreadPoolExecutor thread) {
        super(thread, NOTIFICATIONS);
        this.thread = thread;
        this.dropped = dropped;
        this.attributes = new ComputedMBean.Builder()
                .attribute("Sent", Long.class, "count", "Events since the agent started", sequence::get)
                .attribute("Dropped", Long.class, "count", "Deliveries that a slow listener missed", dropped::count)
                .build("Tells what has happened, as JMX notifications: the state changed, an allocation failed, a relief"
                        + " began, took a step, ended.");
    }

    private static ThreadPoolExecutor thread(DroppedEvents dropped) {
        ClassLoader loader = EventsMBean.class.getClassLoader();
        ThreadPoolExecutor executor = new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING_EVENTS), task -> {
                    Thread telling = new Thread(task, "memfrag-events");
                    telling.setDaemon(true);
                    telling.setContextClassLoader(loader);
                    return telling;
                }, dropped);
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    /** Tells that the state is another one. */
    public void stateChanged(Verdict before, Verdict now) {
        send(STATE_CHANGED, now.state() + ": " + now.reason(), STATE.row(before.state().name(), now.state().name(),
                now.cause().name(), now.reason(), now.advice()));
    }

    /** Tells of an allocation that failed. */
    public void allocationFailed(AllocationFailure failure) {
        send(ALLOCATION_FAILED, failure.message(),
                FAILURE.row(failure.epochMillis(), failure.order(), failure.process(), failure.message()));
    }

    /** Tells of reliefs. */
    public ReliefListener reliefs() {
        return new ReliefEvents(this::send);
    }

    private void send(String type, String message, Object userData) {
        Notification notification = new Notification(type, MBeanTable.EVENTS.objectName(), sequence.incrementAndGet(), message);
        notification.setUserData(userData);
        sendNotification(notification);
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        MBeanInfo info = attributes.getMBeanInfo();
        return new MBeanInfo(getClass().getName(), info.getDescription(), info.getAttributes(), null, null, NOTIFICATIONS.clone());
    }

    @Override
    public Object getAttribute(String attribute) throws AttributeNotFoundException {
        return attributes.getAttribute(attribute);
    }

    @Override
    public AttributeList getAttributes(String[] names) {
        return attributes.getAttributes(names);
    }

    @Override
    public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
        attributes.setAttribute(attribute);
    }

    @Override
    public AttributeList setAttributes(AttributeList list) {
        return attributes.setAttributes(list);
    }

    @Override
    public Object invoke(String operation, Object[] parameters, String[] signature) throws ReflectionException {
        return attributes.invoke(operation, parameters, signature);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
