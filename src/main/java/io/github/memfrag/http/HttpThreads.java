package io.github.memfrag.http;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes the threads of this package: daemons, named, with our own context loader, and silent when they die. */
final class HttpThreads implements ThreadFactory {
    private static final long JOIN_MILLIS = 5000;

    private final String role;
    private final AtomicInteger count = new AtomicInteger();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    /** @param role what the threads do, for their names: memfrag-http-role-1 */
    HttpThreads(String role) {
        this.role = requireNonNull(role, "role is null");
    }

    @Override
    public Thread newThread(Runnable body) {
        Thread thread = new Thread(body, "memfrag-http-" + role + "-" + count.incrementAndGet());
        thread.setDaemon(true);
        thread.setContextClassLoader(HttpThreads.class.getClassLoader());
        // The host's default handler would print a stack trace on its own output; HttpEndpoint notices and tells in one line.
        thread.setUncaughtExceptionHandler((dead, thrown) -> { });
        threads.removeIf(earlier -> earlier.getState() == Thread.State.TERMINATED);
        threads.add(thread);
        return thread;
    }

    /** Whether none of the threads made has ended. */
    boolean areAlive() {
        return threads.stream().allMatch(Thread::isAlive);
    }

    /** Waits for the end of all, but not for ever: a worker may be within the kernel. */
    void join() {
        long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(JOIN_MILLIS);
        try {
            for (Thread thread : threads) {
                long leftMillis = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
                thread.join(Math.max(1, leftMillis));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
