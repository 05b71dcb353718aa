package io.github.memfrag.relief;

import static io.github.memfrag.relief.helper.TestWays.upTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.memfrag.kernel.KernelTree;
import io.github.memfrag.relief.helper.Ceiling;
import io.github.memfrag.relief.helper.TestWays;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of two ways that lead up to different ceilings, the one that a ladder goes. */
class ReachTest {
    @ParameterizedTest(name = "ways up to {0} and {1}, relief.max={2}, asked for {3}")
    @CsvSource({
        "COMPACT,   ALL,       ALL,       ALL,       second ALL",
        "COMPACT,   PAGECACHE, ALL,       ALL,       second PAGECACHE",
        "ALL,       ALL,       ALL,       ALL,       first ALL",
        "PAGECACHE, PAGECACHE, ALL,       ALL,       first PAGECACHE",
        "NONE,      COMPACT,   ALL,       ALL,       second COMPACT",
        // What is not needed is not gone for.
        "COMPACT,   ALL,       COMPACT,   ALL,       first COMPACT",
        "COMPACT,   ALL,       ALL,       COMPACT,   first COMPACT",
        "COMPACT,   ALL,       PAGECACHE, ALL,       second PAGECACHE"})
    void itIsTheFirstThatLeadsFarthest(Ceiling first, Ceiling second, Ceiling max, Ceiling asked, String chosen) {
        Reach reach = Reach.of(TestWays.of(KernelTree.recorded(Path.of("no/such/tree")), upTo("first", first), upTo("second", second)),
                max, asked);
        assertEquals(chosen, reach.way().name() + " " + reach.ceiling());
    }

    @Test
    void whereNoWayIsOpenTheFirstSaysWhy() {
        assertEquals("first is closed", assertThrows(SecurityException.class, () -> Reach.of(TestWays.of(
                KernelTree.recorded(Path.of("no/such/tree")), upTo("first", Ceiling.NONE), upTo("second", Ceiling.NONE)),
                Ceiling.ALL, Ceiling.ALL)).getMessage());
    }
}
