package io.github.memfrag.kernel.log;

import static java.util.Objects.requireNonNull;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * The lines of a growing file, through rotation by rename or by truncation. Not commons-io's Tailer: up to 2.22.0 it ends when the
 * new file is not there yet (https://github.com/apache/commons-io/pull/878), and reads nothing any more when the new file is longer
 * than the old one was by the next look.
 */
final class FollowedFile implements Closeable {
    private final Path path;
    private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
    private final LineSplitter splitter = new LineSplitter();
    private SeekableByteChannel channel;
    private Object identity;
    private boolean rotated;

    /**
     * @param backlogBytes how much of what is there already is read at most
     * @throws IOException when the file is not there, or may not be read
     */
    FollowedFile(Path path, long backlogBytes) throws IOException {
        this.path = requireNonNull(path, "path is null");
        open();
        if (channel.size() > backlogBytes) {
            channel.position(channel.size() - backlogBytes);
            splitter.skipLine();
        }
    }

    /** Opens what has this name now; only then is a file that was open before closed. */
    private void open() throws IOException {
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new IOException("not a regular file"); // Opening a pipe would wait for its writer, uninterruptibly.
        }
        Object before;
        do {
            before = identity();
            SeekableByteChannel opened = Files.newByteChannel(path);
            if (channel != null) {
                channel.close();
            }
            channel = opened;
            identity = identity();
        } while (!Objects.equals(before, identity)); // Rotated in between: which of the two is open is not known.
    }

    /** Device and inode; null while there is no such file. */
    private Object identity() throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Hands over the lines, as UTF-8, that were completed since the last call. A line without its end waits for it. */
    void read(Consumer<String> lines) throws IOException {
        if (channel.size() < channel.position()) {
            channel.position(0); // Truncated: copytruncate of logrotate.
            splitter.startLine();
        }
        readToEnd(lines);
        if (rotated) {
            try {
                open();
            } catch (NoSuchFileException e) {
                return; // Gone again: the old one stays open meanwhile.
            }
            splitter.startLine();
            readToEnd(lines);
        }
        // A logger writes to the renamed file until it is told: so the old one is read once more, at the next call.
        Object present = identity();
        rotated = present != null && !Objects.equals(present, identity);
    }

    private void readToEnd(Consumer<String> lines) throws IOException {
        buffer.clear();
        while (channel.read(buffer) > 0) {
            splitter.add(buffer.array(), buffer.position(), lines);
            buffer.clear();
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
