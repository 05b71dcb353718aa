package io.github.memfrag.kernel.log;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/** The live {@code /dev/kmsg}: one read takes one record, and waits when there is none. */
final class KmsgDevice implements LogSource {
    static final String FILE = "/dev/kmsg";

    /** Documentation/admin-guide/devices.txt: character device 1, 11. */
    private static final long DEVICE_NUMBER = 1 << 8 | 11;
    /** PRINTK_MESSAGE_MAX is 2048 and CONSOLE_EXT_LOG_MAX was 8192; a shorter buffer gets EINVAL. */
    private static final int RECORD_BYTES = 16 * 1024;
    /** So many reads may fail in a row while the kernel prints faster than we read. */
    private static final int MAX_FAILURES = 1000;

    private final Path path;
    private final KmsgRecords records;

    KmsgDevice(Path path, PrintkClock clock) {
        this.path = requireNonNull(path, "path is null");
        this.records = new KmsgRecords(clock);
    }

    @Override
    public String name() {
        return FILE;
    }

    /**
     * The read waits in the kernel. An interrupt ends it, as a channel's reads are interruptible also on a device (the JVM sends the
     * reading thread a signal, which a stream's read would not get); and it does not hold the JVM's exit.
     */
    @Override
    public void follow(LogSink sink) throws IOException {
        if (!Files.getAttribute(path, "unix:rdev").equals(DEVICE_NUMBER)) {
            throw new IOException("not the kernel's log device"); // In a container it may be a link to the console.
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            boolean opened = false;
            ByteBuffer buffer = ByteBuffer.allocateDirect(RECORD_BYTES);
            byte[] bytes = new byte[RECORD_BYTES];
            while (true) {
                buffer.clear();
                long start = System.nanoTime();
                if (!read(channel, buffer)) {
                    return;
                }
                if (!opened) {
                    sink.opened(name()); // Not before: Linux before 3.5 lets one open the device, and no read succeeds.
                    opened = true;
                }
                long waitedMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
                buffer.flip();
                int length = buffer.remaining();
                buffer.get(bytes, 0, length);
                records.read(new String(bytes, 0, length, StandardCharsets.ISO_8859_1), waitedMillis,
                        System.currentTimeMillis(), sink);
            }
        }
    }

    /**
     * EPIPE says that the next record was overwritten; the read after it takes the oldest there is, and its sequence number tells
     * how many are gone. Java has no errno, only a text in the language of the host, so any failure is answered by another read.
     */
    private static boolean read(FileChannel channel, ByteBuffer buffer) throws IOException {
        for (int failures = 1; ; failures++) {
            try {
                return channel.read(buffer) > 0;
            } catch (ClosedByInterruptException e) {
                throw e;
            } catch (IOException e) {
                if (failures == MAX_FAILURES) {
                    throw e;
                }
            }
        }
    }
}
