package io.github.memfrag.http.login;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.function.UnaryOperator;

/** A file of users whose hashes cost next to nothing, to be changed while an agent follows it. */
public final class TestUsers {
    /** A real one is some hundred thousand. */
    static final int CHEAP = 100;

    private final Path path;

    private TestUsers(Path path) {
        this.path = path;
    }

    /** A file of its own, without users yet. */
    public static TestUsers create() {
        try {
            Path directory = Files.createTempDirectory("memfrag-users");
            directory.toFile().deleteOnExit();
            Path path = directory.resolve("users");
            path.toFile().deleteOnExit();
            return at(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static TestUsers at(Path path) {
        TestUsers users = new TestUsers(path);
        users.without("nobody");
        return users;
    }

    /** @param role as in the file: {@code read}, {@code operate:compact} */
    public TestUsers with(String name, String role, String password) {
        return with(name, role, password, CHEAP);
    }

    public TestUsers with(String name, String role, String password, int iterations) {
        PasswordHash hash = PasswordHash.of(password.toCharArray(), iterations);
        return change(users -> users.with(new User(name, Role.parse(role).orElseThrow(), hash)));
    }

    public TestUsers without(String name) {
        return change(users -> users.without(name));
    }

    private TestUsers change(UnaryOperator<Users> change) {
        try {
            new UsersFile(path).change(change);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path path() {
        return path;
    }

    /** The header by which one logs in. */
    public static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
