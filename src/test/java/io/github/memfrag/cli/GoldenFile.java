package io.github.memfrag.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Output as it shall look: a file in {@code src/test/resources/cli}, made by the program and found good by a person. What was
 * printed instead lies in {@code target/cli} under the same name.
 */
final class GoldenFile {
    private static final Path BASE = Path.of(System.getProperty("basedir", ""));

    private GoldenFile() {}

    static void assertMatches(String name, List<String> lines) {
        String printed = lines.stream().map(line -> line + "\n").collect(Collectors.joining());
        Path golden = BASE.resolve("src/test/resources/cli").resolve(name);
        try {
            Files.writeString(Files.createDirectories(BASE.resolve("target/cli")).resolve(name), printed);
            assertEquals(Files.exists(golden) ? Files.readString(golden) : "", printed, golden.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
