package io.github.memfrag.http;

/** What the tests serve: in our domain, and in another one to see it closed. */
public interface Sample {
    int getNumber();

    String getText();

    long[] getBlocks();

    String getFailing();

    void setText(String text);

    /** Changes something. */
    int add(int amount);

    /** Only tells something. */
    String tell(int minutes);

    /** Only tells something, at length: that many MiB of it. */
    String tellMuch(int mebibytes);

    /** Fails as an operation does that the agent has no permission for. */
    void refuse();

    /** Fails with a message that the JVM words, naming class loaders. */
    void stumble();
}
