package io.github.memfrag.kernel;

import java.io.IOException;

/** This host cannot tell its free blocks; the message says why, for people. */
public final class UnsupportedKernelException extends IOException {
    private static final long serialVersionUID = 1L;

    UnsupportedKernelException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
