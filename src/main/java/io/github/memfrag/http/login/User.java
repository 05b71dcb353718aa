package io.github.memfrag.http.login;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/** One who may log in. Immutable. */
public final class User {
    /** For error messages. */
    public static final String NAMES = "1 to 64 of the characters A-Z a-z 0-9 . _ @ -";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,64}");

    private final String name;
    private final Role role;
    private final PasswordHash hash;

    public User(String name, Role role, PasswordHash hash) {
        this.name = requireNonNull(name, "name is null");
        this.role = requireNonNull(role, "role is null");
        this.hash = requireNonNull(hash, "hash is null");
        if (!isName(name)) {
            throw new IllegalArgumentException("a user's name is " + NAMES);
        }
    }

    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    public String name() {
        return name;
    }

    public Role role() {
        return role;
    }

    /** The same, with the same password. */
    public User withRole(Role newRole) {
        return new User(name, newRole, hash);
    }

    PasswordHash hash() {
        return hash;
    }

    /** Without the hash. */
    @Override
    public String toString() {
        return name + " (" + role + ")";
    }
}
