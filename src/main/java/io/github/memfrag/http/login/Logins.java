package io.github.memfrag.http.login;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Checks credentials. The costly part, the derivation, is done one at a time over all clients and waited for by nobody's thread, so
 * that a flood of logins takes a quarter of a core at most and nothing from those who are logged in or need no login. Thread-safe.
 */
public final class Logins {
    /** More tries than that wait for no derivation: they are told to come back. */
    static final int MAX_WAITING = 16;
    /** Of one client, so that it leaves room for others. */
    static final int MAX_WAITING_PER_CLIENT = 4;
    /** Requests with the same credentials that wait for the same derivation. */
    static final int MAX_JOINED = 32;
    /** Where there is nobody to compare with it takes as long as if there were. */
    private static final int USUAL_ITERATIONS = PasswordHash.ITERATIONS;
    private static final int SECONDS_WHEN_BUSY = 2;
    /** So many times as long as a derivation took that failed, the thread rests: guessers have a quarter of a core. */
    private static final int REST_TIMES = 3;

    private final KnownUsers users;
    private final Executor deriving;
    private final LongSupplier nanoClock;
    private final LongConsumer rest;
    private final VerifiedLogins verified = new VerifiedLogins();
    private final FailedLogins failed;
    private final Map<String, Try> waiting = new HashMap<>();

    /** @param deriving runs one task at a time, on a thread of its own */
    public Logins(KnownUsers users, Executor deriving) {
        this(users, deriving, System::nanoTime, Logins::sleep);
    }

    /**
     * @param nanoClock as {@link System#nanoTime}
     * @param rest lets so many nanoseconds pass on the deriving thread, or fewer where it is interrupted
     */
    Logins(KnownUsers users, Executor deriving, LongSupplier nanoClock, LongConsumer rest) {
        this.users = requireNonNull(users, "users is null");
        this.deriving = requireNonNull(deriving, "deriving is null");
        this.nanoClock = requireNonNull(nanoClock, "nanoClock is null");
        this.rest = requireNonNull(rest, "rest is null");
        this.failed = new FailedLogins(nanoClock);
    }

    /**
     * What can be said at once: that the credentials were verified before, or that no try counts for now.
     *
     * @param client who asks, as far as one can tell: its address
     */
    public Optional<LoginResult> known(Credentials credentials, String client) {
        Optional<User> user = verified.find(verified.digest(credentials), users.current());
        if (user.isPresent()) {
            return user.map(LoginResult::of);
        }
        int secondsToWait = failed.secondsToWait(credentials.name(), client);
        return secondsToWait > 0 ? Optional.of(LoginResult.later(secondsToWait)) : Optional.empty();
    }

    /**
     * Has the credentials verified, and returns at once. The same ones from the same client are verified once, however many ask for
     * it meanwhile.
     *
     * @param then is told what came of it, on the deriving thread
     */
    public void verify(Credentials credentials, String client, Consumer<LoginResult> then) {
        Try attempt = new Try(credentials, verified.digest(credentials), client, then);
        Optional<Try> started = enqueue(attempt);
        if (!started.isPresent()) {
            attempt.tell(LoginResult.later(SECONDS_WHEN_BUSY));
        } else if (started.get() == attempt) {
            start(attempt);
        }
    }

    /** The attempt itself, or the one that it joined; empty where too many wait. */
    private synchronized Optional<Try> enqueue(Try attempt) {
        Try same = waiting.get(attempt.key());
        if (same != null && same.then.size() < MAX_JOINED) {
            same.then.addAll(attempt.then);
            return Optional.of(same);
        }
        long ofClient = waiting.values().stream().filter(other -> other.client.equals(attempt.client)).count();
        if (same != null || waiting.size() >= MAX_WAITING || ofClient >= MAX_WAITING_PER_CLIENT) {
            return Optional.empty();
        }
        waiting.put(attempt.key(), attempt);
        return Optional.of(attempt);
    }

    private void start(Try attempt) {
        try {
            deriving.execute(() -> finish(attempt));
        } catch (RejectedExecutionException e) { // we are being closed
            forget(attempt).tell(LoginResult.later(SECONDS_WHEN_BUSY));
        }
    }

    private synchronized Try forget(Try attempt) {
        waiting.remove(attempt.key());
        return attempt;
    }

    private void finish(Try attempt) {
        LoginResult result = LoginResult.WRONG;
        long beginNanos = nanoClock.getAsLong();
        long tookNanos;
        try {
            result = derive(attempt);
        } finally {
            tookNanos = nanoClock.getAsLong() - beginNanos;
            forget(attempt).tell(result);
        }
        if (result == LoginResult.WRONG) {
            rest.accept(REST_TIMES * tookNanos);
        }
    }

    private static void sleep(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException e) { // we are being closed
            Thread.currentThread().interrupt();
        }
    }

    private LoginResult derive(Try attempt) {
        int secondsToWait = failed.secondsToWait(attempt.credentials.name(), attempt.client);
        if (secondsToWait > 0) { // one before it in the queue failed
            return LoginResult.later(secondsToWait);
        }
        Users known = users.current();
        Optional<User> user = known.named(attempt.credentials.name());
        int cost = known.mostIterations().orElse(USUAL_ITERATIONS);
        char[] password = attempt.credentials.password().toCharArray();
        PasswordHash hash = user.map(User::hash).orElseGet(() -> PasswordHash.ofNobody(cost));
        boolean right = hash.isOf(password);
        if (hash.iterations() < cost) { // else the time would tell which names there are
            PasswordHash.ofNobody(cost - hash.iterations()).isOf(password);
        }
        if (user.isPresent() && right) {
            failed.succeeded(user.get().name(), attempt.client);
            verified.remember(attempt.digest, user.get());
            return LoginResult.of(user.get());
        }
        failed.failed(attempt.credentials.name(), attempt.client);
        return LoginResult.WRONG;
    }

    /** Credentials that wait to be checked, and all who wait for that. */
    private static final class Try {
        private final Credentials credentials;
        private final String digest;
        private final String client;
        private final List<Consumer<LoginResult>> then = new ArrayList<>();

        private Try(Credentials credentials, String digest, String client, Consumer<LoginResult> then) {
            this.credentials = credentials;
            this.digest = digest;
            this.client = client;
            this.then.add(then);
        }

        private String key() {
            return digest + client;
        }

        /** Only once nobody can join any more. */
        private void tell(LoginResult result) {
            then.forEach(waiter -> waiter.accept(result));
        }
    }
}
