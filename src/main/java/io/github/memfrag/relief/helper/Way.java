package io.github.memfrag.relief.helper;

import java.io.IOException;
import java.util.Optional;

/** One way to have the helper's commands done with the privilege they need. */
public interface Way {
    /** For people: {@code direct}, {@code group}, {@code sudo}, {@code spool}. */
    String name();

    /** What stands against having this done by this way; empty when nothing does. */
    Optional<RuntimeException> obstacle(HelperCommand command);

    /**
     * Takes hold of the host.
     *
     * @param max how far the session goes; a command beyond it fails
     * @param requestedBy for those whom this session keeps out
     * @throws IllegalStateException when another relief runs on this host, or reliefs are switched off; the message says which,
     *         and since when
     * @throws SecurityException when this way turns out closed; the message says how to open it
     * @throws IOException when the helper cannot be reached
     */
    HelperSession open(Ceiling max, String requestedBy) throws IOException;
}
