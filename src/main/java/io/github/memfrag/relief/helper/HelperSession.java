package io.github.memfrag.relief.helper;

import java.io.Closeable;
import java.time.Duration;
import java.util.Optional;

/** One relief's hold on the host: as long as it is open, no other relief runs on this host. For one thread at a time. */
public interface HelperSession extends Closeable {
    /**
     * Has it done and waits for the end, but not beyond the limit. An interrupt ends the wait at once and stays set; the kernel goes
     * on then, and the host stays held until it has finished.
     */
    ReliefStep take(HelperCommand command, Duration limit);

    /** Why it will never do this, as a clause, which is known before it is asked; empty when it may. */
    default Optional<String> limit(HelperCommand command) {
        return Optional.empty();
    }

    /** Lets go of the host, at once or as soon as the kernel has finished. Never waits for the kernel, never throws. */
    @Override
    void close();
}
