package io.github.memfrag.launch;

import io.github.memfrag.config.ConfigKey;
import io.github.memfrag.config.Configuration;
import io.github.memfrag.config.ConfigurationReader;
import java.lang.instrument.Instrumentation;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;

/**
 * Starts and stops the service in a host's JVM. The bootstrap calls this by name, on the thread {@code memfrag-start};
 * since each start has its own class loader, this class is used once.
 */
public final class AgentLauncher {
    /** Where {@code attach} and {@code list} look: the bootstrap sets it to "starting". */
    private static final String URL_PROPERTY = "memfrag.agent.url";
    private static final String NO_URL = "none";

    private static Thread waiting;
    private static MemfragService service;
    private static boolean stopped;

    private AgentLauncher() {}

    /**
     * Waits until the host has settled and starts the service.
     *
     * @throws IllegalStateException when it cannot, with a message for the operator
     */
    public static void launch(String arguments, Instrumentation instrumentation) {
        requireJmx(); // First, since the table of keys knows names of MBeans.
        ConfigurationReader.Result read = ConfigurationReader.read(arguments);
        Configuration configuration = read.configuration();
        AgentLog log = AgentLog.to(configuration.get(ConfigKey.LOG));
        read.problems().forEach(log::info); // The service's warnings name them as long as they hold.
        if (await(configuration.get(ConfigKey.START_DELAY), instrumentation)) {
            start(read, log);
        }
    }

    /** Ends the service, or keeps it from starting. */
    public static synchronized void stop() {
        stopped = true;
        if (waiting != null) {
            waiting.interrupt();
        }
        if (service != null) {
            service.close();
            service = null;
        }
    }

    private static void requireJmx() {
        try {
            Class.forName("java.lang.management.ManagementFactory");
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("this Java runtime has no module java.management; add it (jlink or --add-modules"
                    + " java.management) to see this host's memory through JMX", e);
        }
    }

    /** @return false when it was stopped meanwhile */
    private static boolean await(Optional<Duration> delay, Instrumentation instrumentation) {
        if (!setWaiting(Thread.currentThread())) {
            return false;
        }
        try {
            if (delay.isPresent()) {
                Thread.sleep(delay.get().toMillis());
            } else {
                SettlingHost.await(instrumentation);
            }
            return true;
        } catch (InterruptedException e) {
            return false;
        } finally {
            setWaiting(null);
        }
    }

    private static synchronized boolean setWaiting(Thread thread) {
        waiting = thread;
        return !stopped;
    }

    private static synchronized void start(ConfigurationReader.Result read, AgentLog log) {
        if (!stopped) {
            service = MemfragService.start(read, ManagementFactory.getPlatformMBeanServer(), log);
            System.setProperty(URL_PROPERTY, service.url().orElse(NO_URL));
        }
    }
}
