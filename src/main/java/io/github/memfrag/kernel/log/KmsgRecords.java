package io.github.memfrag.kernel.log;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Reads the records of {@code /dev/kmsg} in their order: finds the gaps, and tells each record's time. */
final class KmsgRecords {
    /** A pause of the JVM in a read that need not have waited must not pass for waiting. */
    private static final long WAITED_MILLIS = 1000;

    private final PrintkClock clock;
    private long nextSequence;
    private long lastMicros;

    KmsgRecords(PrintkClock clock) {
        this.clock = requireNonNull(clock, "clock is null");
    }

    /**
     * @param text as read, in ISO 8859-1
     * @param waitedMillis how long the read took: one that waited returns what was printed just now
     */
    void read(String text, long waitedMillis, long nowEpochMillis, LogSink sink) {
        Optional<KmsgRecord> parsed = KmsgRecord.parse(text);
        if (!parsed.isPresent()) {
            sink.malformed();
            return;
        }
        KmsgRecord record = parsed.get();
        if (record.sequence() < nextSequence) {
            return; // Opened anew: read before.
        }
        if (record.sequence() > nextSequence) {
            sink.lost(record.sequence() - nextSequence);
        }
        nextSequence = record.sequence() + 1;
        if (waitedMillis >= WAITED_MILLIS && TimeUnit.MICROSECONDS.toMillis(record.micros() - lastMicros) >= WAITED_MILLIS) {
            clock.set(record.micros(), nowEpochMillis);
        }
        lastMicros = record.micros();
        sink.record(new LogRecord(clock.epochMillis(record.micros(), nowEpochMillis), record.pid(), record.message()));
    }
}
