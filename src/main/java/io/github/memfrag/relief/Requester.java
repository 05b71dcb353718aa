package io.github.memfrag.relief;

import static java.util.Objects.requireNonNull;

import java.io.Closeable;

/**
 * Who asks on this thread, for reports and the audit. An MBean is not told who calls it: who lets calls in from elsewhere says it
 * here, and what nobody said came over JMX.
 */
public final class Requester {
    /** A local or remote JMX client. */
    public static final String JMX = "JMX";

    private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();

    private Requester() {}

    /**
     * Opens a scope for this thread, to be closed by the same thread; a scope within a scope holds until it is closed.
     *
     * @param name for people: {@code HTTP, user alice from 10.0.0.5}
     */
    public static Closeable as(String name) {
        requireNonNull(name, "name is null");
        String before = CURRENT.get();
        CURRENT.set(name);
        return () -> {
            if (before == null) {
                CURRENT.remove(); // Nothing of ours may stay behind on a thread of the host.
            } else {
                CURRENT.set(before);
            }
        };
    }

    /** Who asks on this thread; {@link #JMX} outside of every scope. */
    public static String current() {
        String name = CURRENT.get();
        return name == null ? JMX : name;
    }
}
