package io.github.memfrag.http.login;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** What came of somebody's credentials: a user, no user, or no check for now. Immutable. */
public final class LoginResult {
    static final LoginResult WRONG = new LoginResult(Optional.empty(), 0);

    private final Optional<User> user;
    private final int secondsToWait;

    private LoginResult(Optional<User> user, int secondsToWait) {
        this.user = user;
        this.secondsToWait = secondsToWait;
    }

    static LoginResult of(User user) {
        return new LoginResult(Optional.of(requireNonNull(user, "user is null")), 0);
    }

    static LoginResult later(int seconds) {
        return new LoginResult(Optional.empty(), seconds);
    }

    /** Who it is; empty where the name or the password is wrong, or nothing was checked. */
    public Optional<User> user() {
        return user;
    }

    /** After how many seconds the credentials may be checked; 0 where they were. */
    public int secondsToWait() {
        return secondsToWait;
    }
}
