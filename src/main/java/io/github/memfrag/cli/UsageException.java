package io.github.memfrag.cli;

/** The command line was not understood; the message says in one line what was wrong and what is allowed. */
final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
