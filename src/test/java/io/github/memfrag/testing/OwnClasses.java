package io.github.memfrag.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A class path of our own classes for forked JVMs, in a place that every user can read. */
public final class OwnClasses {
    private OwnClasses() {}

    /** Copies of the directories and jars that these classes are from. */
    public static Path[] classPath(Class<?>... samples) {
        return Stream.of(samples).map(OwnClasses::copyOfHome).toArray(Path[]::new);
    }

    private static Path copyOfHome(Class<?> sample) {
        try {
            Path home = Path.of(sample.getProtectionDomain().getCodeSource().getLocation().toURI());
            Path copy = OpenDirectory.create("memfrag-classes").resolve("copy");
            try (Stream<Path> files = Files.walk(home)) {
                for (Path file : files.toList()) {
                    Files.copy(file, copy.resolve(home.relativize(file).toString()));
                }
            }
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
