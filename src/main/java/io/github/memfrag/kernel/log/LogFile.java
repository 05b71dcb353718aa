package io.github.memfrag.kernel.log;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** A file to which a log daemon writes what the kernel prints, among other things. */
final class LogFile implements LogSource {
    static final long POLL_MILLIS = 1000;
    /** Some 20,000 lines: what is older is left out, so that a start costs little. */
    private static final long BACKLOG_BYTES = 2 << 20;

    private final String name;
    private final Path path;
    private final PrintkClock clock;

    LogFile(String name, Path path, PrintkClock clock) {
        this.name = requireNonNull(name, "name is null");
        this.path = requireNonNull(path, "path is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public String name() {
        return name;
    }

    /** Of the lines that are there already, the last 2 MiB and of these only what is stamped later than the boot. */
    @Override
    public void follow(LogSink sink) throws IOException, InterruptedException {
        try (FollowedFile file = new FollowedFile(path, BACKLOG_BYTES)) {
            sink.opened(name);
            file.read(lines(sink, this::timeOfOld));
            while (true) {
                Thread.sleep(POLL_MILLIS);
                file.read(lines(sink, this::timeOfNew));
            }
        }
    }

    private Consumer<String> lines(LogSink sink, TimeOf timeOf) {
        long now = System.currentTimeMillis();
        ZoneId zone = ZoneId.systemDefault();
        return text -> {
            Optional<SyslogLine> parsed = SyslogLine.parse(text, now, zone);
            if (parsed.isPresent()) {
                SyslogLine line = parsed.get();
                OptionalLong time = timeOf.epochMillis(line, now);
                time.ifPresent(millis -> sink.record(new LogRecord(Math.min(now, millis), line.pid(), line.message())));
            } else if (FailureMessage.isOne(text)) {
                sink.malformed();
            }
        };
    }

    /** Empty when it was, or may have been, before the boot. */
    private OptionalLong timeOfOld(SyslogLine line, long now) {
        OptionalLong boot = clock.bootEpochMillis();
        OptionalLong time = line.epochMillis();
        if (!time.isPresent() && line.micros().isPresent() && boot.isPresent()) {
            return OptionalLong.of(clock.epochMillis(line.micros().getAsLong(), now));
        }
        return time.isPresent() && boot.isPresent() && time.getAsLong() >= boot.getAsLong() ? time : OptionalLong.empty();
    }

    /** Now, unless the line knows better: a time without a zone is the log daemon's, which need not be the zone of this JVM. */
    private OptionalLong timeOfNew(SyslogLine line, long now) {
        return line.isZoned() ? line.epochMillis() : OptionalLong.of(now);
    }

    private interface TimeOf {
        OptionalLong epochMillis(SyslogLine line, long nowEpochMillis);
    }
}
