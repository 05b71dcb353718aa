package io.github.memfrag.kernel;

import java.io.IOException;

/** A kernel file that does not read as its format says; its message names the file, the line and the reason. */
public final class KernelFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param line number of the line, counted from 1; 0 when the file as a whole is meant */
    public KernelFormatException(String file, int line, String reason) {
        super(file + (line > 0 ? ", line " + line : "") + ": " + reason);
    }
}
