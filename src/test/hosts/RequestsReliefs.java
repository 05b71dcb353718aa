import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;

/** Many threads at once ask the agent in this JVM to drop the page cache, and tell of each request what came of it. */
public final class RequestsReliefs {
    public static void main(String[] arguments) throws Exception {
        int requests = Integer.parseInt(arguments[1]);
        ObjectName relief = new ObjectName("memfrag:type=Relief");
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        while (!server.isRegistered(relief)) {
            Thread.sleep(10);
        }
        List<Thread> threads = new ArrayList<>();
        for (int i = Integer.parseInt(arguments[0]); i > 0; i--) {
            Thread thread = new Thread(() -> {
                for (int request = 0; request < requests; request++) {
                    System.out.println(ask(server, relief));
                    pause();
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** {@code done ID DROPS}: the report's id, and how many drops the kernel counted from its beginning to its end. */
    private static String ask(MBeanServer server, ObjectName relief) {
        try {
            CompositeData report = (CompositeData) server.invoke(relief, "dropCaches", new Object[] {1}, new String[] {"int"});
            Object drops = ((TabularData) report.get("counterDeltas")).get(new Object[] {"drop_pagecache"}).values().stream()
                    .filter(Number.class::isInstance).findFirst().get();
            return report.get("outcome") + " " + report.get("id") + " " + drops;
        } catch (RuntimeMBeanException e) {
            return "refused " + e.getCause().getMessage();
        } catch (Exception e) {
            return "failed " + e;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextInt(1000));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
