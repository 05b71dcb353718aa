package io.github.memfrag.relief;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A small file under {@code /run/memfrag} by which the helper, and every JVM of the host, know when something was done last: its
 * time of modification says when. It lies in memory, as the kernel's counters do, and is gone with them at the next boot.
 */
final class HostRecord {
    private final Path file;
    private final Predicate<Path> writable;

    HostRecord(Path file) {
        this(file, Files::isWritable);
    }

    /** @param writable whether this process may write to a folder */
    HostRecord(Path file, Predicate<Path> writable) {
        this.file = requireNonNull(file, "file is null");
        this.writable = requireNonNull(writable, "writable is null");
    }

    /** What it says; empty when it is not there, not readable, or empty, as tmpfiles.d makes it. */
    Optional<Content> read() {
        try {
            String text = new String(Files.readAllBytes(file), StandardCharsets.US_ASCII);
            return text.trim().isEmpty() ? Optional.empty()
                    : Optional.of(new Content(Files.getLastModifiedTime(file).toMillis(), text));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether this process may write it where it is. */
    boolean isOurs() {
        return writable.test(file.getParent());
    }

    /** Writes it, where this process may: it is root's. By rename, so that nobody reads half of it. */
    void refresh(String text, long epochMillis) {
        Path folder = file.getParent();
        try {
            if (!Files.isDirectory(folder)) {
                // As the helper wants it, whatever the umask of the host is.
                Files.createDirectories(folder);
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
            Path fresh = Files.createTempFile(folder, "." + file.getFileName(), null);
            try {
                Files.write(fresh, text.getBytes(StandardCharsets.US_ASCII));
                Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r--r--"));
                Files.setLastModifiedTime(fresh, FileTime.fromMillis(epochMillis));
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException | UnsupportedOperationException e) {
            // Not ours to write: then it holds for this JVM only.
        }
    }

    /** What a record says. */
    static final class Content {
        private final long epochMillis;
        private final String text;

        Content(long epochMillis, String text) {
            this.epochMillis = epochMillis;
            this.text = text;
        }

        long epochMillis() {
            return epochMillis;
        }

        String text() {
            return text;
        }
    }
}
