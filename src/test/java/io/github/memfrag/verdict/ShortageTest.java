package io.github.memfrag.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortageTest {
    private static final long TOTAL_KB = 25_000_000;
    private static final long MIN = 1000;
    private static final long LOW = 2000;
    private static final long HIGH = 3000;

    private final WatchedHost host = new WatchedHost().blocks(BuddyRow.normal(99, 20, 4));

    @ParameterizedTest(name = "{0} pages free, {1} per mille available -> {2} {3}")
    @CsvSource({
        "1999, 49, WARNING,  SHORTAGE",
        "1000, 49, WARNING,  SHORTAGE",
        "999,  49, CRITICAL, SHORTAGE",
        "999,  51, CRITICAL, FRAGMENTATION",
        "1999, 50, CRITICAL, FRAGMENTATION",
        "2000, 49, CRITICAL, FRAGMENTATION",
        "2000, 10, CRITICAL, FRAGMENTATION",
    })
    void isLittleFreeInTheZoneAndLittleAvailableOnTheHost(long freePages, long availablePerMille, State state, Cause cause) {
        host.kernel.watermarks(freePages, MIN, LOW, HIGH).memory(TOTAL_KB, TOTAL_KB / 1000 * availablePerMille);

        Verdict verdict = host.failingSamples(4);

        assertEquals(List.of(state, cause), List.of(verdict.state(), verdict.cause()));
    }

    @Test
    void isNotAZoneBelowItsLowWatermarkOnAHostWithHundredsOfGiBAvailable() {
        host.kernel.watermarks(500, MIN, LOW, HIGH).memory(536_870_912, 314_572_800);

        assertEquals(Cause.FRAGMENTATION, host.failingSamples(4).cause());
    }

    @Test
    void isAWarningThoughTheShapeIsFine() {
        host.blocks(BuddyRow.normal(10, 9000, 4));
        host.kernel.watermarks(1500, MIN, LOW, HIGH).memory(TOTAL_KB, TOTAL_KB / 50);

        assertEquals(List.of(State.WARNING, Cause.SHORTAGE), judged(host.samples(4)));
    }

    @Test
    void lastsWhileKswapdLetsTheZoneSwingUpToItsHighWatermark() {
        host.kernel.watermarks(1500, MIN, LOW, HIGH).memory(TOTAL_KB, TOTAL_KB / 50);
        host.samples(4);

        host.kernel.watermarks(2900, MIN, LOW, HIGH);
        assertEquals(List.of(State.WARNING, Cause.SHORTAGE), judged(host.samples(8)));

        host.kernel.watermarks(3000, MIN, LOW, HIGH);
        assertEquals(Cause.FRAGMENTATION, host.samples(8).cause());
    }

    @Test
    void isOverWhenMemoryIsAvailable() {
        host.kernel.watermarks(1500, MIN, LOW, HIGH).memory(TOTAL_KB, TOTAL_KB / 50);
        host.samples(4);

        host.kernel.memory(TOTAL_KB, TOTAL_KB / 1000 * 55);
        assertEquals(Cause.SHORTAGE, host.samples(8).cause());

        host.kernel.memory(TOTAL_KB, TOTAL_KB / 1000 * 61);
        assertEquals(Cause.FRAGMENTATION, host.samples(8).cause());
    }

    /** MemAvailable came with Linux 3.14; the estimate is that of free(1). */
    @ParameterizedTest
    @CsvSource({"600000, SHORTAGE", "3000000, FRAGMENTATION"})
    void isToldOnKernelsWithoutMemAvailable(long fileKb, Cause cause) {
        host.kernel.watermarks(1500, MIN, LOW, HIGH).file("/proc/sys/vm/min_free_kbytes", "16000\n").file("/proc/meminfo", """
                MemTotal: %d kB
                MemFree: 300000 kB
                Active(file): %d kB
                Inactive(file): 0 kB
                SReclaimable: 0 kB
                """.formatted(TOTAL_KB, fileKb));

        assertEquals(cause, host.samples(4).cause());
    }

    @Test
    void cannotBeToldWithoutMeminfoOrWatermarks() {
        host.kernel.memory(TOTAL_KB, TOTAL_KB / 50);
        assertEquals(Cause.FRAGMENTATION, host.samples(4).cause());

        WatchedHost other = new WatchedHost().blocks(BuddyRow.normal(99, 20, 4));
        other.kernel.watermarks(500, MIN, LOW, HIGH);
        assertEquals(Cause.FRAGMENTATION, other.samples(4).cause());
    }

    @Test
    void explainsALoggedFailureToo() {
        host.kernel.watermarks(1500, MIN, LOW, HIGH).memory(TOTAL_KB, TOTAL_KB / 50);

        assertEquals(List.of(State.CRITICAL, Cause.SHORTAGE), judged(host.fails(4).samples(4)));
    }

    @Test
    void isToldInASentenceAndAdvisesNoRelief() {
        host.kernel.watermarks(1500, MIN, LOW, HIGH).memory(TOTAL_KB, TOTAL_KB / 50)
                .file("/proc/sys/vm/min_free_kbytes", "16000\n").file("/proc/sys/vm/compaction_proactiveness", "20\n");

        Verdict verdict = host.sample();

        assertEquals("Node 0 Normal: 2 % of the host's memory is available, and the zone has 1500 pages free, under its low watermark"
                + " of 2000: memory is short; 99 % of the free memory is in blocks too small for order 4, 20 blocks of that order"
                + " available", verdict.reason());
        assertTrue(verdict.advice().contains("vm.min_free_kbytes (now 16000)"), verdict.advice());
        assertFalse(verdict.advice().contains("dropCaches") || verdict.advice().contains("compaction_proactiveness"), verdict.advice());
    }

    private static List<Object> judged(Verdict verdict) {
        return List.of(verdict.state(), verdict.cause());
    }
}
