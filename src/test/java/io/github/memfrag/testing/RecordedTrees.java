package io.github.memfrag.testing;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.kernel.KernelTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The kernel trees in {@code src/test/resources/kernel}; where each comes from says its file ORIGIN. */
public final class RecordedTrees {
    private static final Path ALL = Path.of(System.getProperty("basedir", ""), "src/test/resources/kernel").toAbsolutePath();

    private RecordedTrees() {}

    /** The directories of all trees, by name. */
    public static List<Path> all() {
        return list(ALL).filter(Files::isDirectory).sorted().toList();
    }

    /** The directory of one tree, only to read: it is the source. */
    public static Path path(String name) {
        return ALL.resolve(requireNonNull(name, "name is null"));
    }

    public static KernelTree tree(String name) {
        return KernelTree.recorded(path(name));
    }

    /** A copy of a tree that may be written to. */
    public static Path copy(String name, Path directory) {
        try (Stream<Path> files = Files.walk(path(name))) {
            for (Path file : files.toList()) {
                Path target = directory.resolve(path(name).relativize(file).toString());
                if (!Files.isDirectory(target)) {
                    Files.copy(file, target);
                }
            }
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> list(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
