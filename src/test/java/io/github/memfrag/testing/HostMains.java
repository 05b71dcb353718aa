package io.github.memfrag.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** The host services of the forked-JVM tests: {@code src/test/hosts}, the mains in the default package, compiled for Java 8. */
public final class HostMains {
    private static final Path CLASSES = compile();

    private HostMains() {}

    /** Where their classes are; readable by every user. */
    public static Path classPath() {
        return CLASSES;
    }

    private static Path compile() {
        try (Stream<Path> sources = Files.walk(Path.of(System.getProperty("basedir", ""), "src/test/hosts"))) {
            Path classes = OpenDirectory.create("memfrag-hosts");
            List<String> arguments = new ArrayList<>(List.of("--release", "8", "-Xlint:-options", "-d", classes.toString()));
            sources.filter(source -> source.toString().endsWith(".java")).sorted().forEach(source -> arguments.add(source.toString()));
            if (ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)) != 0) {
                throw new IllegalStateException("the host mains do not compile");
            }
            return classes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
