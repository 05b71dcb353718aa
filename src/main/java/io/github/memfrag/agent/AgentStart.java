package io.github.memfrag.agent;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;

/** The body of the thread {@code memfrag-start}: reads the payload and hands over to the launcher in it. */
final class AgentStart implements Runnable {
    private static final String LAUNCHER = "io.github.memfrag.launch.AgentLauncher";

    private final String arguments;
    private final Instrumentation instrumentation;
    private Class<?> launcher;
    private boolean stopped;

    AgentStart(String arguments, Instrumentation instrumentation) {
        this.arguments = arguments;
        this.instrumentation = instrumentation;
    }

    @Override
    public void run() {
        try {
            PayloadLoader payload = PayloadLoader.ofOwnJar();
            Thread.currentThread().setContextClassLoader(payload);
            Class<?> found = Class.forName(LAUNCHER, true, payload);
            if (enter(found)) {
                found.getMethod("launch", String.class, Instrumentation.class).invoke(null, arguments, instrumentation);
            }
        } catch (InvocationTargetException e) {
            MemfragAgent.failed(this, e.getCause());
        } catch (Throwable e) {
            MemfragAgent.failed(this, e);
        }
    }

    /** Ends what {@link #run} has started or, where it has not come that far, keeps it from starting. */
    void stop() throws ReflectiveOperationException {
        Class<?> entered = leave();
        if (entered != null) {
            entered.getMethod("stop").invoke(null);
        }
    }

    private synchronized boolean enter(Class<?> found) {
        if (!stopped) {
            launcher = found;
        }
        return !stopped;
    }

    private synchronized Class<?> leave() {
        stopped = true;
        Class<?> entered = launcher;
        launcher = null;
        return entered;
    }
}
