package io.github.memfrag.http.login;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The users as their file names them now: it is looked at again when somebody asks, at most once a second. A file that is broken
 * or refused lets nobody new in, and keeps those read before who stand in it unchanged; one that is gone leaves none.
 */
public final class KnownUsers {
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Optional<UsersFile> file;
    private final Consumer<String> log;
    private final AtomicLong nextLookNanos = new AtomicLong(System.nanoTime() + LOOK_NANOS);
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile Object seenState;
    private volatile Users users = Users.none();
    private volatile Optional<String> warning = Optional.empty();

    /**
     * @param file empty where no user may log in
     * @param log takes one line for each trouble with the file, and one when it is over
     */
    public KnownUsers(Optional<UsersFile> file, Consumer<String> log) {
        this.file = requireNonNull(file, "file is null");
        this.log = requireNonNull(log, "log is null");
        look();
    }

    /** Whether there is a file, so that somebody may log in once it names him. */
    public boolean haveAFile() {
        return file.isPresent();
    }

    public Users current() {
        long due = nextLookNanos.get();
        long now = System.nanoTime();
        // Only one thread looks: where the file's disk hangs, the others go on with what was read before.
        if (now - due >= 0 && looking.compareAndSet(false, true)) {
            try {
                look();
            } finally {
                nextLookNanos.set(System.nanoTime() + LOOK_NANOS);
                looking.set(false);
            }
        }
        return users;
    }

    /** What is wrong with the file now, with the command that mends it. */
    public Optional<String> warning() {
        return warning;
    }

    private void look() {
        if (!file.isPresent()) {
            return;
        }
        Object state = state(file.get());
        if (!state.equals(seenState)) {
            seenState = state;
            read(file.get());
        }
    }

    private static Object state(UsersFile file) {
        try {
            return file.state();
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void read(UsersFile usersFile) {
        try {
            users = usersFile.read();
            if (users.isEmpty()) {
                warn("http.users=" + usersFile.namesNobody() + "; until then nobody can log in");
            } else {
                warning.ifPresent(past -> log.accept("http.users is in order again"));
                warning = Optional.empty();
            }
        } catch (UsersFile.ChangingException e) {
            seenState = null; // a second later it may stand still
        } catch (NoSuchFileException e) {
            users = Users.none();
            warn("http.users=" + e.getMessage() + "; until then nobody can log in");
        } catch (UsersFile.UntrustedException e) {
            users = users.unchangedIn(e.text());
            warn("http.users=" + e.getMessage() + (users.isEmpty() ? "; until then nobody can log in"
                    : "; until then only those can log in who were read before and stand in it unchanged: "
                            + String.join(", ", users.names())));
        } catch (IOException e) {
            warn("http.users=" + e.getMessage() + (users.isEmpty() ? "; until then nobody can log in"
                    : "; the users read before stay"));
        }
    }

    private void warn(String line) {
        warning = Optional.of(line);
        log.accept(line);
    }
}
