package io.github.memfrag.relief;

import static java.util.Objects.requireNonNull;

import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** When a relief last compacted the host's memory, as far as this JVM and the helper's record know. */
final class LastCompact {
    private final HostRecord record;
    private final LongSupplier clock;
    private final Past past = new Past();

    LastCompact(HostRecord record, LongSupplier clock) {
        this.record = requireNonNull(record, "record is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    void compacted() {
        past.happened(clock.getAsLong());
    }

    /** Empty when nobody knows of any. */
    OptionalLong epochMillis() {
        long now = clock.getAsLong();
        record.read().ifPresent(content -> past.recorded(content.epochMillis(), now));
        return past.latest(now);
    }
}
