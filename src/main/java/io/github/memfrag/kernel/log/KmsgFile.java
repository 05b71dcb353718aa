package io.github.memfrag.kernel.log;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;

/** The {@code dev/kmsg} of a recorded tree: a plain file of records one after another, which may grow. */
final class KmsgFile implements LogSource {
    private final Path path;
    private final KmsgRecords records;

    KmsgFile(Path path, PrintkClock clock) {
        this.path = requireNonNull(path, "path is null");
        this.records = new KmsgRecords(clock);
    }

    @Override
    public String name() {
        return KmsgDevice.FILE;
    }

    @Override
    public void follow(LogSink sink) throws IOException, InterruptedException {
        try (FollowedFile file = new FollowedFile(path, Long.MAX_VALUE)) {
            sink.opened(name());
            while (true) {
                file.read(line -> line(line, sink));
                Thread.sleep(LogFile.POLL_MILLIS);
            }
        }
    }

    private void line(String line, LogSink sink) {
        if (!line.startsWith(" ")) { // Properties of the record above.
            records.read(line, 0, System.currentTimeMillis(), sink);
        }
    }
}
