package io.github.memfrag.kernel.log;

import static java.util.Objects.requireNonNull;

import java.io.Closeable;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Hands values to a consumer on a thread that lives only while there are some, and never lets the giver wait: of more than
 * {@value #WAITING} values that wait for a slow consumer the oldest are dropped.
 */
final class HandOff<T> implements Consumer<T>, Closeable {
    static final int WAITING = 256;
    private static final long IDLE_SECONDS = 5;

    private final Consumer<T> consumer;
    private final ThreadPoolExecutor thread;

    HandOff(String threadName, Consumer<T> consumer) {
        this.consumer = requireNonNull(consumer, "consumer is null");
        ClassLoader loader = HandOff.class.getClassLoader();
        thread = new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), task -> {
            Thread handing = new Thread(task, threadName);
            handing.setDaemon(true);
            handing.setContextClassLoader(loader);
            return handing;
        }, new ThreadPoolExecutor.DiscardOldestPolicy());
        thread.allowCoreThreadTimeOut(true);
    }

    @Override
    public void accept(T value) {
        thread.execute(() -> {
            try {
                consumer.accept(value);
            } catch (RuntimeException e) {
                // The consumer's own affair: an exception that left the thread would be printed into the host's output.
            }
        });
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
