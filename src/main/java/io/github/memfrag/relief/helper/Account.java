package io.github.memfrag.relief.helper;

import java.io.IOException;
import java.nio.file.AccessMode;
import java.nio.file.Path;
import java.util.List;

/** In whose place the ways are looked at: this JVM, or another user that root asks about. */
public interface Account {
    /** For sentences: {@code this JVM runs as uid 1000}, {@code kafka has uid 1000}. */
    String sentence();

    /** As {@code usermod} and {@code doctor --user} take it. */
    String user();

    /** The effective uid; below 0 when it is not known. */
    long uid();

    /** Whether no program can give it more rights, so that sudo is closed; false when that cannot be known. */
    boolean noNewPrivileges();

    /**
     * Asks the kernel, whose own answer counts: no rule about owner and mode foresees user namespaces, security modules and read-only
     * mounts.
     *
     * @throws java.nio.file.NoSuchFileException when there is no such file
     * @throws java.nio.file.AccessDeniedException when it may not
     * @throws IOException for any other reason; a read-only mount gives a FileSystemException that says so
     */
    void check(Path file, AccessMode... modes) throws IOException;

    /** The command line that runs this command with its rights. */
    List<String> commandLine(List<String> command);
}
