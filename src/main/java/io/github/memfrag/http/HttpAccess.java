package io.github.memfrag.http;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.config.AllowedMBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Who may do what over HTTP. Immutable. */
public final class HttpAccess {
    private final boolean operations;
    private final Anonymous anonymous;
    private final Optional<Path> usersFile;
    private final List<AllowedMBean> allowed;

    private HttpAccess(boolean operations, Anonymous anonymous, Optional<Path> usersFile, List<AllowedMBean> allowed) {
        this.operations = operations;
        this.anonymous = requireNonNull(anonymous, "anonymous is null");
        this.usersFile = requireNonNull(usersFile, "usersFile is null");
        this.allowed = Collections.unmodifiableList(new ArrayList<>(allowed));
    }

    /** Reading without login on loopback, and nothing else. */
    public static HttpAccess defaults() {
        return new HttpAccess(false, Anonymous.AUTO, Optional.empty(), Collections.emptyList());
    }

    /** Whether users of the role operate may start operations that change something. */
    public HttpAccess withOperations(boolean on) {
        return new HttpAccess(on, anonymous, usersFile, allowed);
    }

    public HttpAccess withAnonymous(Anonymous newAnonymous) {
        return new HttpAccess(operations, newAnonymous, usersFile, allowed);
    }

    /** The file of those who may log in; empty for nobody. */
    public HttpAccess withUsersFile(Optional<Path> file) {
        return new HttpAccess(operations, anonymous, file, allowed);
    }

    /** What may be read beside our own MBeans. */
    public HttpAccess withAllowed(List<AllowedMBean> more) {
        return new HttpAccess(operations, anonymous, usersFile, more);
    }

    boolean operations() {
        return operations;
    }

    Anonymous anonymous() {
        return anonymous;
    }

    Optional<Path> usersFile() {
        return usersFile;
    }

    List<AllowedMBean> allowed() {
        return allowed;
    }
}
