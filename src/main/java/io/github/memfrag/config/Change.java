package io.github.memfrag.config;

/** What it takes for a changed line of the configuration file to take effect. */
public enum Change {
    /** Nothing: the agent applies it while it runs. */
    AT_ONCE("A change is taken within seconds."),
    /** It is about what is opened or decided at the start: sockets, logs, records. */
    RESTART("A change takes a restart.");

    private final String text;

    Change(String text) {
        this.text = text;
    }

    /** A sentence for the configuration file. */
    public String text() {
        return text;
    }
}
