package io.github.memfrag.kernel;

import java.io.IOException;

/** The kernel's text files, by their absolute name on a live host; the one seam where a test gives recorded files. */
public interface KernelFiles {
    /**
     * The whole text of a file.
     *
     * @param name absolute name, for example {@code /proc/buddyinfo}
     * @throws java.io.FileNotFoundException when there is no such file
     * @throws java.nio.file.AccessDeniedException when it may not be read
     * @throws IOException when the kernel refuses the read; the message names the file, as that of the others does
     */
    String read(String name) throws IOException;
}
