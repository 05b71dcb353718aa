package io.github.memfrag.launch;

import static java.util.Objects.requireNonNull;

import java.lang.instrument.Instrumentation;
import java.lang.management.ManagementFactory;
import javax.management.MBeanServerFactory;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * How far the host has come with its logging and JMX, read without touching either: none of the calls here creates an MBean
 * server or fixes the log manager.
 */
final class HostSigns {
    /** Loaded when java.util.logging is initialised; LogManager itself is loaded earlier, by RuntimeMXBean on Java 11+. */
    private static final String LOGGING_INITIALISED = "java.util.logging.LogManager$RootLogger";
    private static final String JBOSS_MODULES_MAIN = "org.jboss.modules.Main";
    private static final String JBOSS_MODULES_JAR = "jboss-modules";

    private final boolean platformServer;
    private final boolean loggingInitialised;
    private final boolean jbossModules;

    HostSigns(boolean platformServer, boolean loggingInitialised, boolean jbossModules) {
        this.platformServer = platformServer;
        this.loggingInitialised = loggingInitialised;
        this.jbossModules = jbossModules;
    }

    static HostSigns read(Instrumentation instrumentation) {
        requireNonNull(instrumentation, "instrumentation is null");
        boolean logging = false;
        boolean jboss = System.getProperty("sun.java.command", "").contains(JBOSS_MODULES_JAR);
        Class<?>[] classes = instrumentation.getAllLoadedClasses();
        // Null in a JVM that is ending, seen on 17.
        for (Class<?> loaded : classes == null ? new Class<?>[0] : classes) {
            String name = loaded.getName();
            logging |= name.equals(LOGGING_INITIALISED);
            jboss |= name.equals(JBOSS_MODULES_MAIN);
        }
        return new HostSigns(hasPlatformServer(), logging, jboss);
    }

    private static boolean hasPlatformServer() {
        try {
            ObjectName runtime = new ObjectName(ManagementFactory.RUNTIME_MXBEAN_NAME);
            return MBeanServerFactory.findMBeanServer(null).stream().anyMatch(server -> server.isRegistered(runtime));
        } catch (MalformedObjectNameException e) {
            throw new AssertionError(e);
        }
    }

    /** Whether the platform MBean server exists: the host, or a JVM option such as com.sun.management.jmxremote, made it. */
    boolean platformServer() {
        return platformServer;
    }

    /** Whether java.util.logging has chosen its log manager: nobody can change it any more. */
    boolean loggingInitialised() {
        return loggingInitialised;
    }

    /** Whether WildFly, JBoss EAP or another host booted by jboss-modules is starting here. */
    boolean jbossModules() {
        return jbossModules;
    }
}
