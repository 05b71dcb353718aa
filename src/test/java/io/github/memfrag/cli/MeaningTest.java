package io.github.memfrag.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.memfrag.fragmentation.ZoneFragmentation;
import io.github.memfrag.kernel.FreeBlocks;
import io.github.memfrag.kernel.KernelFormatException;
import io.github.memfrag.kernel.ZoneInfo;
import io.github.memfrag.kernel.ZoneName;
import io.github.memfrag.kernel.ZoneWatermarks;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class MeaningTest {
    private static final ZoneName NORMAL = new ZoneName(0, "Normal");
    private static final String WAITS = "A request of order 4 that finds no block waits while the kernel reclaims and compacts; one"
            + " that cannot wait fails (\"page allocation failure: order:4\").";

    @Test
    void saysHowManyRequestsCanBeMet() {
        assertEquals(List.of("Node 0 Normal has 8.0 MiB free, 100 % of it (8.0 MiB) in pieces of 64 KiB or more. That is enough for"
                + " 128 requests of order 4 at most."), sentences(null, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2));
    }

    @Test
    void saysHowLittleIsUsableAndWhatHappensThen() {
        assertEquals(List.of("Node 0 Normal has 640.0 KiB free, but only 10.0 % of it (64.0 KiB) in pieces of 64 KiB or more. That is"
                + " enough for 1 request of order 4 at most.", WAITS), sentences(null, 144, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void namesTheLargestBlockWhereNoneIsLargeEnough() {
        assertEquals(List.of("Node 0 Normal has 528.0 KiB free, but no piece of 64 KiB: the largest is 32 KiB.", WAITS),
                sentences(null, 124, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void saysThatNothingIsFree() {
        assertEquals(List.of("Node 0 Normal has no free memory at all.", WAITS), sentences(null, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void tellsShortageFromFragmentation() throws KernelFormatException {
        assertEquals("What is free is less than the zone's low watermark, 10.0 MiB: memory is short there, whatever its pieces.",
                sentences(lowWatermark(2560), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2).get(1));
    }

    @Test
    void doesNotSpeakOfShortageAtTheWatermark() throws KernelFormatException {
        assertEquals(1, sentences(lowWatermark(2048), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2).size());
    }

    private static List<String> sentences(ZoneWatermarks watermarks, long... freeBlocks) {
        return new Meaning(new ZoneFragmentation(NORMAL, FreeBlocks.of(freeBlocks), watermarks), new Pages(OptionalLong.of(4096)), 4)
                .sentences();
    }

    private static ZoneWatermarks lowWatermark(long pages) throws KernelFormatException {
        return ZoneInfo.parse("Node 0, zone   Normal\n  pages free     1\n        min      1\n        low      " + pages
                + "\n        high     9000\n        spanned  9000\n        present  9000\n        managed  9000\n").zone(NORMAL).get();
    }
}
