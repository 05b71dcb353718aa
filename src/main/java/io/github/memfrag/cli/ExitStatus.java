package io.github.memfrag.cli;

/** What a command ends with. */
final class ExitStatus {
    static final int OK = 0;
    /** The command was understood and could not be done. */
    static final int FAILED = 1;
    /** The command was not understood, or an option is not allowed. */
    static final int USAGE = 2;

    private ExitStatus() {}
}
