package io.github.memfrag.http;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What those may do who do not log in; the values of {@code http.anonymous}. */
public enum Anonymous {
    /** Read where only this host reaches the port. */
    AUTO,
    NONE,
    READ;

    public static Optional<Anonymous> named(String word) {
        return Arrays.stream(values()).filter(value -> value.name().toLowerCase(Locale.ROOT).equals(word)).findFirst();
    }

    boolean mayRead(boolean loopback) {
        return this == READ || this == AUTO && loopback;
    }
}
