package io.github.memfrag.kernel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/**
 * The size of a page in bytes: 4, 16 or 64 KiB, fixed when the kernel is built. Java has no call for it, so it is read from the
 * auxiliary vector (AT_PAGESZ, getauxval(3)), or else told from how many pages make up MemTotal.
 */
final class PageSize {
    static final String AUXV_FILE = "/proc/self/auxv";
    private static final long AT_PAGESZ = 6;

    private PageSize() {}

    /** Empty when neither the auxiliary vector nor zoneinfo with meminfo can be read. */
    static OptionalLong read(KernelFiles files) {
        try {
            OptionalLong told = fromAuxiliaryVector(files.read(AUXV_FILE).getBytes(StandardCharsets.ISO_8859_1));
            if (told.isPresent()) {
                return told;
            }
        } catch (IOException e) {
            // A recorded tree seldom has it.
        }
        try {
            return fromMemory(MemInfo.parse(files.read(MemInfo.FILE)), ZoneInfo.parse(files.read(ZoneInfo.FILE)));
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

    /** MemTotal is the managed pages of all zones (si_meminfo); rounded, since hotplug can come between the two reads. */
    static OptionalLong fromMemory(MemInfo memInfo, ZoneInfo zoneInfo) {
        long pages = zoneInfo.zones().values().stream().mapToLong(ZoneWatermarks::managedPages).sum();
        OptionalLong totalBytes = memInfo.bytes("MemTotal");
        if (pages == 0 || !totalBytes.isPresent()) {
            return OptionalLong.empty();
        }
        double exponent = Math.log((double) totalBytes.getAsLong() / pages) / Math.log(2);
        long size = 1L << Math.round(exponent);
        return isPlausible(size) ? OptionalLong.of(size) : OptionalLong.empty();
    }

    private static boolean isPlausible(long size) {
        return Long.bitCount(size) == 1 && size >= 4096 && size <= 1 << 20;
    }
}
