package io.github.memfrag.http.login;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How long somebody who failed to log in must wait before the next try counts: a second, then twice as long each time, up to a
 * minute. It is kept for a name from one client, so that nobody locks a user out from elsewhere. Thread-safe.
 */
final class FailedLogins {
    private static final long FIRST_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(60);
    /** After so long without another failure all is forgotten. */
    private static final long FORGET_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final int MAX_REMEMBERED = 1024;
    private static final int MAX_DOUBLINGS = 6;

    private final LongSupplier nanoClock;
    private final Map<String, Failures> byNameAndClient = new LinkedHashMap<String, Failures>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    /** @param nanoClock as {@link System#nanoTime} */
    FailedLogins(LongSupplier nanoClock) {
        this.nanoClock = requireNonNull(nanoClock, "nanoClock is null");
    }

    /** For how many seconds, rounded up, no try of that name from that client counts; 0 where one may try. */
    synchronized int secondsToWait(String name, String client) {
        Failures failures = byNameAndClient.get(key(name, client));
        if (failures == null) {
            return 0;
        }
        long leftNanos = failures.waitNanos() - (nanoClock.getAsLong() - failures.lastNanos);
        if (-leftNanos > FORGET_NANOS) {
            byNameAndClient.remove(key(name, client));
        }
        return leftNanos <= 0 ? 0 : (int) TimeUnit.NANOSECONDS.toSeconds(leftNanos - 1) + 1;
    }

    synchronized void failed(String name, String client) {
        Failures failures = byNameAndClient.remove(key(name, client));
        Failures more = failures == null ? new Failures() : failures;
        more.count++;
        more.lastNanos = nanoClock.getAsLong();
        byNameAndClient.put(key(name, client), more); // the latest are the last to be dropped
    }

    synchronized void succeeded(String name, String client) {
        byNameAndClient.remove(key(name, client));
    }

    private static String key(String name, String client) {
        return name + " " + client; // no name holds a space
    }

    private static final class Failures {
        private int count;
        private long lastNanos;

        private long waitNanos() {
            return Math.min(LONGEST_NANOS, FIRST_NANOS << Math.min(count - 1, MAX_DOUBLINGS));
        }
    }
}
