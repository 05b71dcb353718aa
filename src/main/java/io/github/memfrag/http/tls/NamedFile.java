package io.github.memfrag.http.tls;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.config.ConfigKey;
import io.github.memfrag.config.FileWatch;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;

/** A file that a configuration key names: what is wrong with it is told with the key. */
final class NamedFile {
    /** A chain of certificates has some KiB. */
    private static final long MAX_BYTES = 1 << 20;

    private final ConfigKey<?> key;
    private final Path path;

    NamedFile(ConfigKey<?> key, Path path) {
        this.key = requireNonNull(key, "key is null");
        this.path = requireNonNull(path, "path is null");
    }

    byte[] read() throws TlsException {
        try {
            long bytes = Files.size(path);
            if (!Files.isRegularFile(path) || bytes > MAX_BYTES) {
                throw wrong("is no file, or one of more than " + MAX_BYTES + " bytes");
            }
            return Files.readAllBytes(path);
        } catch (NoSuchFileException e) {
            throw wrong("does not exist");
        } catch (AccessDeniedException e) {
            throw wrong("cannot be read by the user that this JVM runs as");
        } catch (IOException e) {
            throw wrong("cannot be read (" + e.getMessage() + ")");
        }
    }

    /** {@link FileWatch#stamp} of it. */
    Object stamp() {
        return FileWatch.stamp(path);
    }

    /** Set when every user of the host may read the file. */
    Optional<String> exposure() {
        try {
            return Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_READ)
                    ? Optional.of(this + " can be read by every user of this host: chmod o= " + path) : Optional.empty();
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    Path path() {
        return path;
    }

    /** @param reason a sentence whose subject is the file */
    TlsException wrong(String reason) {
        return new TlsException(this + " " + reason);
    }

    @Override
    public String toString() {
        return key + "=" + path;
    }
}
