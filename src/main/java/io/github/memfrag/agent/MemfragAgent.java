package io.github.memfrag.agent;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The entry of {@code -javaagent} and of dynamic attach. It starts one daemon thread and returns: whatever goes wrong
 * costs the host one line on its standard error, never its start.
 */
public final class MemfragAgent {
    /** The argument with which an attach takes memfrag out of the JVM again. */
    private static final String STOP = "stop";

    /** For {@code attach}, which looks at them from outside; the launcher replaces the first by the address it serves. */
    private static final String URL_PROPERTY = "memfrag.agent.url";
    private static final String FAILURE_PROPERTY = "memfrag.agent.failure";

    /** Two agent jars share the system class loader, so this is one per JVM, whichever jar came first. */
    private static final AtomicReference<AgentStart> RUNNING = new AtomicReference<AgentStart>();

    private MemfragAgent() {}

    /** Called by the JVM before the host's main, for {@code -javaagent:memfrag-agent.jar[=arguments]}. */
    public static void premain(String arguments, Instrumentation instrumentation) {
        enter(arguments, instrumentation);
    }

    /** Called by the JVM when the agent is attached to it while it runs; the argument {@code stop} ends it. */
    public static void agentmain(String arguments, Instrumentation instrumentation) {
        if (STOP.equals(arguments)) {
            stop();
        } else {
            enter(arguments, instrumentation);
        }
    }

    /** Ends memfrag in this JVM: afterwards nothing of it runs and its classes can be unloaded. Harmless when it is not there. */
    public static void stop() {
        AgentStart start = RUNNING.getAndSet(null);
        if (start == null) {
            return;
        }
        try {
            start.stop();
            System.clearProperty(URL_PROPERTY);
        } catch (Throwable e) {
            say("could not stop cleanly: " + e);
        }
    }

    private static void enter(String arguments, Instrumentation instrumentation) {
        AgentStart start = null;
        try {
            start = new AgentStart(arguments, instrumentation);
            if (!RUNNING.compareAndSet(null, start)) {
                say("is already in this JVM; this second request changes nothing");
                return;
            }
            System.clearProperty(FAILURE_PROPERTY);
            System.setProperty(URL_PROPERTY, "starting");
            Thread thread = new Thread(start, "memfrag-start");
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            thread.start();
        } catch (Throwable e) {
            failed(start, e);
        }
    }

    /** Says why memfrag is not in this JVM, and lets a later attach try again. */
    static void failed(AgentStart start, Throwable cause) {
        // Only the launcher's IllegalStateException is meant for people.
        String reason = cause instanceof IllegalStateException ? cause.getMessage() : cause.toString();
        say("not started, the service runs on without it: " + reason);
        if (start != null && RUNNING.compareAndSet(start, null)) {
            publish(reason);
        }
    }

    private static void publish(String failure) {
        try {
            System.setProperty(FAILURE_PROPERTY, failure);
            System.clearProperty(URL_PROPERTY);
        } catch (SecurityException e) {
            // Then only standard error tells.
        }
    }

    private static void say(String message) {
        String line = "memfrag-agent: " + message + System.lineSeparator();
        // Not System.err: services capture it (WildFly logs it). Closing this stream would close the host's standard error.
        try {
            @SuppressWarnings("resource")
            FileOutputStream standardError = new FileOutputStream(FileDescriptor.err);
            standardError.write(line.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // No place left to say it; the host must not hear of it another way.
        } catch (SecurityException e) {
            // A security manager that does not trust us leaves only this.
            System.err.print(line);
        }
    }
}
