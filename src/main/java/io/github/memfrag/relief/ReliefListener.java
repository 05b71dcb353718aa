package io.github.memfrag.relief;

import io.github.memfrag.relief.helper.ReliefStep;

/**
 * Is told of a relief as it goes, on the thread that runs it: it must not linger. What it throws is swallowed, since a relief that
 * has begun is not to fail for the sake of who looks on. A relief that is refused before it has an id is told to nobody.
 */
public interface ReliefListener {
    default void started(long id, ReliefOperation operation, String requestedBy) { }

    /** @param step as {@link ReliefStep#name()} */
    default void stepStarted(long id, String step) { }

    default void stepEnded(long id, ReliefStep step) { }

    /** Also of a relief that was started and then could not begin. */
    default void finished(ReliefReport report) { }
}
