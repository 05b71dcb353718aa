package io.github.memfrag.kernel.log;

/** Takes what a source reads. Must not block: it is called on the thread that reads. */
interface LogSink {
    /** The source can be read: from here on its silence means that nothing was logged. */
    void opened(String source);

    void record(LogRecord record);

    /** Where a record ought to be there is something else. */
    void malformed();

    /** So many records were overwritten before they could be read. */
    void lost(long records);
}
