package io.github.memfrag.jmx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.kernel.log.AllocationFailure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.Notification;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventsMBeanTest {
    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final EventsMBean events = new EventsMBean();
    private final BlockingQueue<Notification> seen = new LinkedBlockingQueue<>();

    @BeforeEach
    void register() throws Exception {
        server.registerMBean(events, MBeanTable.EVENTS.objectName());
    }

    @AfterEach
    void close() {
        events.close();
    }

    @Test
    void aPlainListenerIsToldOfAFailedAllocationInOpenData() throws Exception {
        listen((notification, handback) -> seen.add(notification));

        events.allocationFailed(failure(4));

        Notification notification = next();
        assertEquals(EventsMBean.ALLOCATION_FAILED, notification.getType());
        assertEquals(MBeanTable.EVENTS.objectName(), notification.getSource());
        assertEquals("xenwatch: page allocation failure. order:4, mode:0xd0", notification.getMessage());
        assertEquals(4, ((CompositeData) notification.getUserData()).get("order"));
        assertEquals("xenwatch", ((CompositeData) notification.getUserData()).get("process"));
    }

    @Test
    void everyKindOfEventIsDeclared() throws Exception {
        List<String> declared = new ArrayList<>();
        Arrays.stream(server.getMBeanInfo(MBeanTable.EVENTS.objectName()).getNotifications())
                .forEach(info -> declared.addAll(List.of(info.getNotifTypes())));

        assertEquals(List.of(EventsMBean.STATE_CHANGED, EventsMBean.ALLOCATION_FAILED, ReliefEvents.STARTED, ReliefEvents.STEP,
                ReliefEvents.FINISHED), declared);
    }

    @Test
    void aListenerIsToldOnADaemonThreadOfOurs() throws Exception {
        BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
        listen((notification, handback) -> threads.add(Thread.currentThread()));

        events.allocationFailed(failure(4));

        Thread thread = threads.poll(10, TimeUnit.SECONDS);
        assertEquals("memfrag-events", thread.getName());
        assertTrue(thread.isDaemon());
    }

    @Test
    void aListenerThatLingersDelaysNobodyAndMissesTheOldest() throws Exception {
        CountDownLatch lingering = new CountDownLatch(1);
        CountDownLatch enough = new CountDownLatch(1);
        listen((notification, handback) -> {
            lingering.countDown();
            try {
                enough.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            seen.add(notification);
        });
        events.allocationFailed(failure(0));
        assertTrue(lingering.await(10, TimeUnit.SECONDS));

        for (int i = 0; i < 3000; i++) {
            events.allocationFailed(failure(4)); // Returns although nobody listens: else the test would never end.
        }
        assertEquals(3001L, server.getAttribute(MBeanTable.EVENTS.objectName(), "Sent"));
        assertEquals(2000L, server.getAttribute(MBeanTable.EVENTS.objectName(), "Dropped"));

        enough.countDown();
        Notification last = next();
        for (int i = 0; i < 1000; i++) {
            last = next();
        }
        assertEquals(3001, last.getSequenceNumber());
    }

    @Test
    void aListenerThatFailsHarmsNoOther() throws Exception {
        listen((notification, handback) -> {
            throw new IllegalStateException("on purpose");
        });
        listen((notification, handback) -> seen.add(notification));

        events.allocationFailed(failure(4));

        assertEquals(1, next().getSequenceNumber());
    }

    private void listen(NotificationListener listener) throws Exception {
        server.addNotificationListener(MBeanTable.EVENTS.objectName(), listener, null, null);
    }

    private Notification next() throws InterruptedException {
        Notification notification = seen.poll(10, TimeUnit.SECONDS);
        assertTrue(notification != null, "no notification within 10 s");
        return notification;
    }

    private static AllocationFailure failure(int order) {
        return new AllocationFailure(1_000, order, "xenwatch", OptionalInt.of(168), OptionalLong.of(0xd0), "",
                "xenwatch: page allocation failure. order:" + order + ", mode:0xd0", "/dev/kmsg");
    }
}
