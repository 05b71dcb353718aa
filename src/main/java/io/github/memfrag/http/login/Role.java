package io.github.memfrag.http.login;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.relief.helper.Ceiling;
import java.util.Optional;

/** What a user may do: {@code read}, or {@code operate} up to a ceiling, which includes reading. Immutable. */
public final class Role {
    /** For error messages. */
    public static final String ALLOWED = "read, operate, operate:compact or operate:pagecache";
    private static final String READ = "read";
    private static final String OPERATE = "operate";

    private final Optional<Ceiling> ceiling;

    private Role(Optional<Ceiling> ceiling) {
        this.ceiling = ceiling;
    }

    public static Role read() {
        return new Role(Optional.empty());
    }

    public static Role operate(Ceiling ceiling) {
        return new Role(Optional.of(requireNonNull(ceiling, "ceiling is null")));
    }

    /** {@code operate} alone is {@code operate:all}. */
    public static Optional<Role> parse(String text) {
        if (text.equals(READ)) {
            return Optional.of(read());
        }
        if (text.equals(OPERATE)) {
            return Optional.of(operate(Ceiling.ALL));
        }
        return text.startsWith(OPERATE + ":")
                ? Ceiling.named(text.substring(OPERATE.length() + 1)).filter(ceiling -> ceiling != Ceiling.NONE).map(Role::operate)
                : Optional.empty();
    }

    /** How far a user of this role may go; empty where it may only read. */
    public Optional<Ceiling> ceiling() {
        return ceiling;
    }

    /** As {@link #parse} takes it. */
    @Override
    public String toString() {
        return ceiling.map(most -> most == Ceiling.ALL ? OPERATE : OPERATE + ":" + most.text()).orElse(READ);
    }
}
