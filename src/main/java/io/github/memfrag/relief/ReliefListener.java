package io.github.memfrag.relief;

import io.github.memfrag.relief.helper.ReliefStep;

/**
 * Is told of a relief as it goes, on the thread that runs it: it must not linger. What it throws is swallowed, since a relief that
 * has begun is not to fail for the sake of who looks on. What is refused by an exception is told to nobody else.
 */
public interface ReliefListener {
    /** It holds the host and begins. */
    default void started(long id, ReliefOperation operation, String requestedBy) { }

    /** @param step as {@link ReliefStep#name()} */
    default void stepStarted(long id, String step) { }

    default void stepEnded(long id, ReliefStep step) { }

    /** Also of one that never began: there was nothing to do, or it was refused when it already had an id. */
    default void finished(ReliefReport report) { }
}
