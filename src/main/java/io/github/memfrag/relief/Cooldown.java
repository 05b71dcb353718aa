package io.github.memfrag.relief;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.config.ConfigKey;
import java.time.Duration;
import java.time.Instant;

/** Why something is too soon, and for how long. */
final class Cooldown {
    private static final long MILLIS = 1000;

    private final ConfigKey<?> key;
    private final Duration duration;
    private final String what;
    private final long leftMillis;

    /** @param what has been done and when, as a clause */
    Cooldown(ConfigKey<?> key, Duration duration, String what, long leftMillis) {
        this.key = requireNonNull(key, "key is null");
        this.duration = requireNonNull(duration, "duration is null");
        this.what = requireNonNull(what, "what is null");
        this.leftMillis = leftMillis;
    }

    /** Rounded up: after so many whole seconds it is over. */
    long leftSeconds() {
        return (leftMillis + MILLIS - 1) / MILLIS;
    }

    /** A clause: what was done and when, and how long it counts. */
    String text() {
        return what + ", " + key + "=" + text(duration.getSeconds()) + " lasts " + text(leftSeconds()) + " more";
    }

    /** To the second, as all times in our clauses. */
    static Instant time(long epochMillis) {
        return Instant.ofEpochMilli(Math.floorDiv(epochMillis, MILLIS) * MILLIS);
    }

    /** {@code 1h}, {@code 4m 10s}. */
    private static String text(long seconds) {
        StringBuilder text = new StringBuilder();
        append(text, seconds / 86_400, "d");
        append(text, seconds / 3600 % 24, "h");
        append(text, seconds / 60 % 60, "m");
        append(text, seconds % 60, "s");
        return text.length() == 0 ? "0s" : text.toString();
    }

    private static void append(StringBuilder text, long count, String unit) {
        if (count > 0) {
            text.append(text.length() == 0 ? "" : " ").append(count).append(unit);
        }
    }
}
