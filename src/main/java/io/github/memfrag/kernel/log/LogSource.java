package io.github.memfrag.kernel.log;

import java.io.IOException;

/** A place where the kernel's log is kept. */
interface LogSource {
    /** For people: {@code /dev/kmsg}, {@code journal}, or the path of a log file. */
    String name();

    /**
     * Hands over the records of this boot, as far as the source can tell them from older ones, and then each new one, until the
     * thread is interrupted. Returns when the source has ended.
     *
     * @throws java.nio.channels.ClosedByInterruptException when interrupted in a read
     * @throws IOException when it cannot be read; the message says why
     * @throws InterruptedException when interrupted; whatever it had opened is closed then, as in the other cases
     */
    void follow(LogSink sink) throws IOException, InterruptedException;
}
