package io.github.memfrag.http;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.config.AllowedMBean;
import io.github.memfrag.http.login.KnownUsers;
import io.github.memfrag.http.login.Logins;
import io.github.memfrag.http.login.UsersFile;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Who may do what, put together: the users and their logins, what each of them may do, and what anybody may. */
final class AccessControl {
    private static final long IDLE_SECONDS = 30;
    /** Never reached: Logins lets fewer wait. */
    private static final int WAITING_LOGINS = 64;

    private final HttpAccess access;
    private final Executor workers;
    private final HttpThreads loginThread = new HttpThreads("login");
    private final ThreadPoolExecutor deriving = new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING_LOGINS), loginThread);
    private final KnownUsers users;
    private final Logins logins;
    private final OperationRules operations;
    private volatile Optional<Doorkeeper> doorkeeper = Optional.empty();

    /**
     * @param workers go on with a request once its login is verified
     * @param log takes a line for each trouble with the users
     */
    AccessControl(HttpAccess access, Executor workers, Consumer<String> log) {
        this.access = requireNonNull(access, "access is null");
        this.workers = requireNonNull(workers, "workers is null");
        deriving.allowCoreThreadTimeOut(true);
        users = new KnownUsers(access.usersFile().map(UsersFile::new), log);
        logins = new Logins(users, deriving);
        operations = new OperationRules(access, users);
        access.allowed().stream().filter(AllowedMBean::opensSecrets).forEach(allowed -> log.accept("http.allow opens "
                + allowed.pattern() + allowed.attribute().map(name -> "!" + name).orElse("") + " to all who may read: the system"
                + " properties and the command line of the JVM often hold secrets"));
    }

    /** The one who judges requests at this address. */
    Doorkeeper doorkeeperAt(InetAddress bound) {
        Doorkeeper keeper = new Doorkeeper(access, bound, users, logins, workers);
        doorkeeper = Optional.of(keeper);
        return keeper;
    }

    OperationRules operations() {
        return operations;
    }

    OpenMBeans openMBeans() {
        return new OpenMBeans(access.allowed());
    }

    /** What keeps people out who are meant to get in: a trouble with the users' file, which explains the rest, or {@link #gaps}. */
    List<String> warnings() {
        return users.warning().map(Collections::singletonList).orElseGet(this::gaps);
    }

    /** What nobody can do for want of a user; empty while the users' file is in trouble, of which the log has been told. */
    List<String> gaps() {
        List<String> gaps = new ArrayList<>();
        if (!users.warning().isPresent()) {
            doorkeeper.flatMap(Doorkeeper::warning).ifPresent(gaps::add);
            operations.warning().ifPresent(gaps::add);
        }
        return gaps;
    }

    void close() {
        deriving.shutdownNow();
        loginThread.join();
    }
}
