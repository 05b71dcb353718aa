package io.github.memfrag.verdict;

/** How bad it is, in the order and with the numbers of Nagios. */
public enum State {
    OK, WARNING, CRITICAL,
    /** The kernel tells nothing; never a guess for want of samples. */
    UNKNOWN;

    /** 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN. */
    public int code() {
        return ordinal();
    }

    boolean isWorseThan(State other) {
        return compareTo(other) > 0;
    }

    static State worse(State one, State other) {
        return one.isWorseThan(other) ? one : other;
    }
}
