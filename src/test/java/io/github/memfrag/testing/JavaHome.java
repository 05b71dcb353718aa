package io.github.memfrag.testing;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An installed JVM to fork from. */
public record JavaHome(Path path, int feature) {
    private static final Path INSTALLED = Path.of("/usr/lib/jvm");

    public JavaHome {
        requireNonNull(path, "path is null");
    }

    /** The JVM that runs the tests. */
    public static JavaHome current() {
        return new JavaHome(Path.of(System.getProperty("java.home")), Runtime.version().feature());
    }

    /** The JVMs that {@code -Dmemfrag.java.homes=DIR:DIR} names; without it every one installed, and the present one. */
    public static List<JavaHome> all() {
        String named = System.getProperty("memfrag.java.homes", "");
        try (Stream<Path> homes = named.isEmpty() ? Stream.concat(Stream.of(current().path), installed())
                : Arrays.stream(named.split(":")).map(Path::of)) {
            return homes.map(JavaHome::real).distinct().map(JavaHome::at).collect(Collectors.toList());
        }
    }

    private static Stream<Path> installed() {
        if (!Files.isDirectory(INSTALLED)) {
            return Stream.empty();
        }
        try (Stream<Path> homes = Files.list(INSTALLED)) {
            return homes.filter(home -> Files.isExecutable(home.resolve("bin/java"))).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path real(Path home) {
        try {
            return home.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException("no Java home " + home, e);
        }
    }

    private static JavaHome at(Path home) {
        Properties release = new Properties();
        try (Reader reader = Files.newBufferedReader(home.resolve("release"))) {
            release.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("no release file in Java home " + home, e);
        }
        String version = release.getProperty("JAVA_VERSION").replace("\"", "");
        String[] parts = version.split("[.+_-]");
        return new JavaHome(home, Integer.parseInt(parts[parts[0].equals("1") ? 1 : 0]));
    }

    public Path java() {
        return path.resolve("bin/java");
    }

    @Override
    public String toString() {
        return "Java " + feature;
    }
}
