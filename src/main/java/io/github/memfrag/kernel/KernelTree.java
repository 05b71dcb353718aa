package io.github.memfrag.kernel;

import static java.util.Objects.requireNonNull;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Optional;
import org.apache.commons.io.IOUtils;

/** The host's own {@code /proc} and {@code /sys}, or a recorded tree that stands in for them ({@code kernel.root}). */
public final class KernelTree implements KernelFiles {
    private final Path root;

    private KernelTree(Path root) {
        this.root = root;
    }

    /** The live kernel of this host. */
    public static KernelTree host() {
        return new KernelTree(null);
    }

    /**
     * A recorded tree: {@code DIR/proc/buddyinfo} and so on, for tests and demonstrations. Writes go there too. Where there is no
     * such directory nothing can be read: never does the live kernel stand in, which a write meant for the tree would then hit.
     */
    public static KernelTree recorded(Path directory) {
        requireNonNull(directory, "directory is null");
        return new KernelTree(directory.toAbsolutePath().normalize());
    }

    /** The recorded tree's directory; empty for the live kernel. */
    public Optional<Path> recordedRoot() {
        return Optional.ofNullable(root);
    }

    /** Where a kernel file lies on this machine's disk. */
    public Path locate(String name) {
        if (!requireNonNull(name, "name is null").startsWith("/")) {
            throw new IllegalArgumentException("not an absolute name: " + name);
        }
        return root == null ? Paths.get(name) : root.resolve(name.substring(1));
    }

    @Override
    public String read(String name) throws IOException {
        // A FileInputStream, since a channel would be closed by an interrupt of the host's thread that asks.
        try (InputStream in = new FileInputStream(locate(name).toFile())) {
            return new String(IOUtils.toByteArray(in), StandardCharsets.ISO_8859_1);
        } catch (FileNotFoundException e) {
            // Java says "file not found" of every file that it cannot open.
            if (Files.notExists(locate(name))) {
                throw e;
            }
            if (!Files.isReadable(locate(name))) {
                throw new AccessDeniedException(name, null, "permission denied");
            }
            throw new IOException(e.getMessage(), e); // For example too many open files.
        } catch (IOException e) {
            throw new IOException(name + ": " + e.getMessage(), e); // The kernel's own refusal comes without a name.
        }
    }
}
