package io.github.memfrag.http;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes the threads of this package: daemons, named, with our own context loader, and silent when they die. */
final class HttpThreads implements ThreadFactory {
    private final String role;
    private final AtomicInteger count = new AtomicInteger();

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
        return thread;
    }
}
