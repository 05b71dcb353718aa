package io.github.memfrag.relief;

import java.util.OptionalLong;

/**
 * The latest of the times that something is known to have happened at. A clock that was set back leaves times in the future, which
 * would count for as long as it was wrong: such a time counts from the moment that it is seen, and not anew with every look.
 */
final class Past {
    private static final long NEVER = Long.MIN_VALUE;

    private long latest = NEVER;
    private long recorded = NEVER;

    synchronized void happened(long epochMillis) {
        latest = Math.max(latest, epochMillis);
    }

    /** What a record says. */
    synchronized void recorded(long epochMillis, long now) {
        if (epochMillis != recorded) {
            recorded = epochMillis;
            happened(Math.min(epochMillis, now));
        }
    }

    /** Empty when nobody knows of any. */
    synchronized OptionalLong latest(long now) {
        latest = Math.min(latest, now);
        return latest == NEVER ? OptionalLong.empty() : OptionalLong.of(latest);
    }
}
