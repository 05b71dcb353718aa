package io.github.memfrag.kernel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/**
 * The size of a page in bytes: 4, 16 or 64 KiB, fixed when the kernel is built. Java has no call for it, so it is read from the
 * auxiliary vector (AT_PAGESZ, getauxval(3)), or else told from a figure that the kernel gives in pages and in kB. MemTotal over
 * the managed pages of all zones would not do: a kernel that initialises memory lazily manages less than it totals.
 */
final class PageSize {
    static final String AUXV_FILE = "/proc/self/auxv";
    private static final long AT_PAGESZ = 6;
    /** A power of two is told from the next by far more; what differs by less was read at two moments. */
    private static final double TOLERANCE = 0.1;

    private PageSize() {}

    /** Empty when neither the auxiliary vector nor meminfo with vmstat can be read. */
    static OptionalLong read(KernelFiles files) {
        try {
            OptionalLong told = fromAuxiliaryVector(files.read(AUXV_FILE).getBytes(StandardCharsets.ISO_8859_1));
            if (told.isPresent()) {
                return told;
            }
        } catch (IOException e) {
            // A recorded tree seldom has it, and a JVM with file capabilities may not read its own.
        }
        try {
            return fromMappedFiles(MemInfo.parse(files.read(MemInfo.FILE)), VmStat.parse(files.read(VmStat.FILE)));
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** Pairs of native words, type and value; the word's size is that of the process, so both are tried. */
    static OptionalLong fromAuxiliaryVector(byte[] vector) {
        for (int wordBytes : new int[] {Long.BYTES, Integer.BYTES}) {
            ByteBuffer words = ByteBuffer.wrap(vector).order(ByteOrder.nativeOrder());
            while (words.remaining() >= 2 * wordBytes) {
                long type = word(words, wordBytes);
                long value = word(words, wordBytes);
                if (type == AT_PAGESZ && isPlausible(value)) {
                    return OptionalLong.of(value);
                }
            }
        }
        return OptionalLong.empty();
    }

    private static long word(ByteBuffer words, int wordBytes) {
        return wordBytes == Long.BYTES ? words.getLong() : words.getInt();
    }

    /** NR_FILE_MAPPED is in both files since 2.6.18: {@code Mapped} in kB, {@code nr_mapped} in pages. */
    static OptionalLong fromMappedFiles(MemInfo memInfo, VmStat vmStat) {
        long bytes = memInfo.bytes("Mapped").orElse(0);
        long pages = vmStat.counter("nr_mapped").orElse(0);
        if (bytes <= 0 || pages <= 0) {
            return OptionalLong.empty();
        }
        double exponent = Math.log((double) bytes / pages) / Math.log(2);
        long size = 1L << Math.round(exponent);
        return Math.abs(exponent - Math.round(exponent)) < TOLERANCE && isPlausible(size)
                ? OptionalLong.of(size) : OptionalLong.empty();
    }

    private static boolean isPlausible(long size) {
        return Long.bitCount(size) == 1 && size >= 4096 && size <= 1 << 20;
    }
}
