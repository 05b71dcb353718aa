package io.github.memfrag.fragmentation;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.kernel.KernelReading;

/** One reading of the kernel and all that follows from it. */
public final class Snapshot {
    private final KernelReading reading;
    private final HostFragmentation host;

    Snapshot(KernelReading reading, HostFragmentation host) {
        this.reading = requireNonNull(reading, "reading is null");
        this.host = requireNonNull(host, "host is null");
    }

    public KernelReading reading() {
        return reading;
    }

    public HostFragmentation host() {
        return host;
    }
}
