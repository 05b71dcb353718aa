package io.github.memfrag.fragmentation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.memfrag.kernel.FreeBlocks;
import io.github.memfrag.kernel.ZoneName;
import org.junit.jupiter.api.Test;

class ZoneFragmentationTest {
    private static final ZoneFragmentation ZONE =
            new ZoneFragmentation(new ZoneName(0, "Normal"), FreeBlocks.of(2, 1, 0), null);

    @Test
    void givesUnusableInPercentAtEachOrder() {
        assertEquals(50.0, ZONE.unusablePercent(1));
        assertArrayEquals(new double[] {0.0, 50.0, 100.0}, ZONE.unusablePercentByOrder());
    }

    @Test
    void givesTheFragmentationIndexAtEachOrder() {
        assertEquals(0.334, ZONE.fragmentationIndex(2));
        assertArrayEquals(new double[] {-1.0, -1.0, 0.334}, ZONE.fragmentationIndexByOrder());
    }

    @Test
    void hasNoWatermarksWithoutZoneinfo() {
        assertFalse(ZONE.watermarks().isPresent());
    }
}
