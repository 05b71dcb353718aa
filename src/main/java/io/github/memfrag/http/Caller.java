package io.github.memfrag.http;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.http.login.User;
import java.util.Optional;

/** Who asks: a client, and the user that it logged in as. Immutable. */
final class Caller {
    private final Client client;
    private final Optional<User> user;

    Caller(Client client, Optional<User> user) {
        this.client = requireNonNull(client, "client is null");
        this.user = requireNonNull(user, "user is null");
    }

    Client client() {
        return client;
    }

    /** Empty where nobody logged in. */
    Optional<User> user() {
        return user;
    }

    /** For reports and the log: {@code HTTP, user alice from 10.0.0.5}. */
    @Override
    public String toString() {
        return "HTTP, " + user.map(known -> "user " + known.name() + " ").orElse("") + "from " + client.address();
    }
}
