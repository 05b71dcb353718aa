package io.github.memfrag.testing;

import io.github.memfrag.http.login.TestUsers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The jar under test, as the build made it. */
public final class AgentJar {
    static final String OPERATOR = "operator";
    static final String PASSWORD = "operates in tests";
    private static final TestUsers OPERATORS = TestUsers.create().with(OPERATOR, "operate", PASSWORD);

    private AgentJar() {}

    /** The built jar. Only integration tests (…IT) run after it was made. */
    public static Path path() {
        String jar = System.getProperty("memfrag.jar");
        if (jar == null) {
            throw new IllegalStateException("no -Dmemfrag.jar: run through 'mvn verify'");
        }
        return Path.of(jar);
    }

    /** A copy of its own that every user can read and a test may damage. */
    public static Path copy() {
        try {
            Path copy = Files.copy(path(), OpenDirectory.create("memfrag-jar").resolve("memfrag-agent.jar"));
            return Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r--r--"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The agent arguments that let {@link JolokiaClient#asOperator} start operations. */
    public static String operations() {
        return "http.operations=on,http.users=" + OPERATORS.path();
    }

    /** The JVM option that starts it, with the given agent arguments. */
    public static String option(String arguments) {
        return option(path(), arguments);
    }

    public static String option(Path jar, String arguments) {
        return "-javaagent:" + jar + (arguments.isEmpty() ? "" : "=" + arguments);
    }
}
