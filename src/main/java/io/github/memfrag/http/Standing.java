package io.github.memfrag.http;

import static java.util.Objects.requireNonNull;

/** How a connection stands when a new one needs its place. Immutable. */
final class Standing {
    /** From the least to the most entitled to its place. */
    enum Conduct {
        /** Leaves us waiting: for the first or the rest of a request, or for our answer to be taken. */
        STALLED,
        /** Has not shown yet that it takes answers; it may have come just now. */
        NEW,
        /** The same, and its first answer is on its way. */
        TAKING,
        /** Has asked again once an answer was out, as one does who reads them, and is not stalled now. */
        PROVEN,
        /** The same, of a user who has logged in. */
        LOGGED_IN,
        /** Waits for us: never ended. */
        WORKED_ON;

        boolean isProven() {
            return this == PROVEN || this == LOGGED_IN;
        }
    }

    private final String network;
    private final Conduct conduct;
    private final long waitedNanos;

    /**
     * @param network of the client, as {@link Client#network}
     * @param waitedNanos how long we have waited for the client
     */
    Standing(String network, Conduct conduct, long waitedNanos) {
        this.network = requireNonNull(network, "network is null");
        this.conduct = requireNonNull(conduct, "conduct is null");
        this.waitedNanos = waitedNanos;
    }

    String network() {
        return network;
    }

    Conduct conduct() {
        return conduct;
    }

    long waitedNanos() {
        return waitedNanos;
    }

    @Override
    public String toString() {
        return conduct + " of " + network + " for " + waitedNanos + " ns";
    }
}
