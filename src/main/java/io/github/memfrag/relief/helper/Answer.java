package io.github.memfrag.relief.helper;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.relief.helper.ReliefStep.Outcome;
import java.io.IOException;

/** What the helper says to a request: a status, after sysexits.h where it has one, and a sentence when that is not 0. */
final class Answer {
    static final int OK = 0;
    static final int NO_SUCH_CONTROL = 66;
    static final int SWITCHED_OFF = 69;
    static final int READ_ONLY = 73;
    static final int OTHER_ERROR = 74;
    static final int BUSY = 75;
    static final int NOT_PERMITTED = 77;

    private final int status;
    private final String message;

    Answer(int status, String message) {
        this.status = status;
        this.message = requireNonNull(message, "message is null");
    }

    /** @param line {@code 0}, {@code 77 not permitted because ...} */
    static Answer parse(String line) {
        String[] parts = requireNonNull(line, "line is null").trim().split(" ", 2);
        try {
            return new Answer(Integer.parseInt(parts[0]), parts.length == 1 ? "" : parts[1].trim());
        } catch (NumberFormatException e) {
            return new Answer(OTHER_ERROR, "not an answer: " + line);
        }
    }

    int status() {
        return status;
    }

    String message() {
        return message;
    }

    /** The step that this answers. */
    ReliefStep step(HelperCommand command, long durationMillis) {
        // A sync that does not end is left to itself by the helper, which answers that it is busy.
        Outcome outcome = status == OK ? Outcome.DONE : status == BUSY ? Outcome.TIMED_OUT : Outcome.FAILED;
        return new ReliefStep(command.title(), durationMillis, outcome, outcome == Outcome.DONE ? "" : message);
    }

    /** Of the answer to the beginning of a session: as {@link Way#open} says. */
    void checkBegun() throws IOException {
        switch (status) {
            case OK:
                return;
            case BUSY:
                throw new IllegalStateException("one relief at a time: " + message);
            case SWITCHED_OFF:
                throw new IllegalStateException(message);
            case NO_SUCH_CONTROL:
                throw new UnsupportedOperationException(message);
            case READ_ONLY:
            case NOT_PERMITTED:
                throw new SecurityException(message);
            default:
                throw new IOException("memfrag-helper could not begin: " + message);
        }
    }
}
