package io.github.memfrag.jmx;

import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicLong;

/** Makes room for a new event by dropping the oldest that waits, and counts. */
final class DroppedEvents implements RejectedExecutionHandler {
    private final AtomicLong count = new AtomicLong();

    @Override
    public void rejectedExecution(Runnable delivery, ThreadPoolExecutor thread) {
        if (thread.isShutdown()) {
            return;
        }
        count.incrementAndGet();
        thread.getQueue().poll();
        thread.execute(delivery);
    }

    long count() {
        return count.get();
    }
}
