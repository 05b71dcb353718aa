package io.github.memfrag.config;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * Tells when there is something new to read. Files count as changed when two looks see them alike: hardly anybody writes two
 * files, or the whole of a long one, in one moment. For one thread that looks again and again.
 */
public final class FileWatch {
    private final Supplier<?> stamps;
    private Object read;
    private Object seen;

    /**
     * @param stamps of the files as they are now
     * @param read those of before they were read: what changes meanwhile is news
     */
    public FileWatch(Supplier<?> stamps, Object read) {
        this.stamps = requireNonNull(stamps, "stamps is null");
        this.read = requireNonNull(read, "read is null");
        this.seen = read;
    }

    /** Looks, and tells once of each change. */
    public boolean hasChanged() {
        Object now = stamps.get();
        boolean isNews = now.equals(seen) && !now.equals(read);
        seen = now;
        if (isNews) {
            read = now;
        }
        return isNews;
    }

    /**
     * Differs from an earlier one when the file was written, replaced, removed or given other permissions since. The time of the last
     * change of the inode tells all of these; the modification time can be older after a rename and stays as it is after a chmod.
     */
    public static Object stamp(Path file) {
        try {
            return Files.readAttributes(file, "unix:ctime,ino,size");
        } catch (IOException | UnsupportedOperationException e) { // the latter where there is no Unix
            return e.getClass();
        }
    }
}
