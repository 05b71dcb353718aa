package io.github.memfrag.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.memfrag.fragmentation.WatchedZones;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictRulesTest {
    @ParameterizedTest(name = "order {0}: {1} %, {2} blocks, failing: {3} -> {4}")
    @CsvSource({
        // The critical line: 95 % and fewer than 128 blocks.
        "4,  95.0,  127, true,  CRITICAL, FRAGMENTATION",
        "4,  95.0,  127, false, WARNING,  FRAGMENTATION",
        "4, 100.0,    0, true,  CRITICAL, FRAGMENTATION",
        "4,  94.9,  127, true,  WARNING,  FRAGMENTATION",
        "4,  95.0,  128, true,  WARNING,  FRAGMENTATION",
        "3,  95.0,  127, true,  CRITICAL, FRAGMENTATION",
        "8,  95.0,  127, true,  CRITICAL, FRAGMENTATION",
        // A large share unusable, but enough blocks left.
        "4,  98.0, 1167, true,  WARNING,  FRAGMENTATION",
        "4,  98.0, 1167, false, WARNING,  FRAGMENTATION",
        // The warning line: 80 % and fewer than 64 times 128 blocks.
        "4,  80.0, 8191, true,  WARNING,  FRAGMENTATION",
        "4,  80.0, 8191, false, WARNING,  FRAGMENTATION",
        "4,  79.9, 8191, true,  OK,       NONE",
        "4,  79.9,  100, true,  OK,       NONE",
        "4,  80.0, 8192, true,  OK,       NONE",
        "4,  99.0, 8192, true,  OK,       NONE",
        // Huge pages fall back to small ones: never critical, and no harm while nobody fails.
        "9, 100.0,    0, true,  WARNING,  FRAGMENTATION",
        "9, 100.0,    0, false, OK,       NONE",
        "9,  80.0, 8191, true,  WARNING,  FRAGMENTATION",
        "9,  80.0, 8191, false, OK,       NONE",
        "10, 95.0,  127, true,  WARNING,  FRAGMENTATION",
        "9,  79.9, 8191, true,  OK,       NONE",
    })
    void theShapeOfTheFreeMemoryAndTheDemandDecide(int order, double percent, long blocks, boolean failing, State state, Cause cause) {
        WatchedHost host = new WatchedHost("watch.order=" + order).blocks(BuddyRow.normal(percent, blocks, order));
        host.kernel.counter("compact_fail", 3);

        Verdict verdict = failing ? host.failingSamples(8) : host.samples(8);

        assertEquals(List.of(state, cause), List.of(verdict.state(), verdict.cause()));
    }

    @ParameterizedTest
    @CsvSource({
        "verdict.critical=90,     90.0,  127, CRITICAL",
        "verdict.critical=90,     89.9,  127, WARNING",
        "verdict.critical.4=90,   90.0,  127, CRITICAL",
        "verdict.critical.5=90,   90.0,  127, WARNING",
        "verdict.warning=70,      70.0, 8190, WARNING",
        "verdict.warning.4=70,    70.0, 8190, WARNING",
        "verdict.warning.9=70,    70.0, 8190, OK",
        "verdict.blocks=10,       95.0,   10, WARNING",
        "verdict.blocks=10,       95.0,    9, CRITICAL",
        "verdict.blocks=10,       95.0,  640, OK",
        "verdict.blocks.4=10,     95.0,  639, WARNING",
    })
    void everyThresholdIsAKey(String configuration, double percent, long blocks, State state) {
        WatchedHost host = new WatchedHost(configuration).blocks(BuddyRow.normal(percent, blocks, 4));

        assertEquals(state, host.failingSamples(8).state());
    }

    @Test
    void ofTwoNodesTheWorseDecides() {
        Verdict verdict = new WatchedHost().blocks(BuddyRow.zone("Node 0, zone Normal", 30, 90000, 4, 11),
                BuddyRow.zone("Node 1, zone Normal", 98, 50, 4, 11)).failingSamples(4);

        assertEquals(State.CRITICAL, verdict.state());
        assertEquals("Node 1 Normal", verdict.zone().orElseThrow().name().toString());
    }

    @Test
    void aZoneWithFewBlocksDecidesOverOneWithALargerUnusableShare() {
        Verdict verdict = new WatchedHost().blocks(BuddyRow.zone("Node 0, zone Normal", 99, 5000, 4, 11),
                BuddyRow.zone("Node 1, zone Normal", 96, 50, 4, 11)).failingSamples(4);

        assertEquals(State.CRITICAL, verdict.state());
        assertEquals("Node 1 Normal", verdict.zone().orElseThrow().name().toString());
    }

    @Test
    void whileAllIsWellTheZoneWithTheLargestUnusableShareSpeaks() {
        Verdict verdict = new WatchedHost().blocks(BuddyRow.zone("Node 0, zone Normal", 10, 9000, 4, 11),
                BuddyRow.zone("Node 1, zone Normal", 40, 9000, 4, 11)).samples(4);

        assertEquals(State.OK, verdict.state());
        assertEquals("Node 1 Normal", verdict.zone().orElseThrow().name().toString());
    }

    @Test
    void a32BitHostIsJudgedByNormalAndNotByHighMem() {
        WatchedHost host = new WatchedHost().blocks(BuddyRow.zone("Node 0, zone DMA", 99, 1, 4, 11),
                BuddyRow.zone("Node 0, zone Normal", 50, 9000, 4, 11), BuddyRow.zone("Node 0, zone HighMem", 99.9, 3, 4, 11));

        Verdict well = host.failingSamples(8);
        assertEquals(State.OK, well.state());
        assertEquals("Node 0 Normal", well.zone().orElseThrow().name().toString());

        host.blocks(BuddyRow.zone("Node 0, zone DMA", 10, 200, 4, 11), BuddyRow.zone("Node 0, zone Normal", 99, 20, 4, 11),
                BuddyRow.zone("Node 0, zone HighMem", 1, 90000, 4, 11));
        assertEquals(State.CRITICAL, host.failingSamples(8).state());
    }

    @Test
    void aKernelWith14OrdersOf64KiBPagesIsJudgedAlike() {
        WatchedHost host = new WatchedHost("watch.order=4+13");

        host.blocks(BuddyRow.zone("Node 0, zone Normal", 99, 20, 4, 14));
        Verdict bad = host.failingSamples(4);
        assertEquals(List.of(State.CRITICAL, 4), List.of(bad.state(), bad.watchOrder()));

        host.blocks(BuddyRow.zone("Node 0, zone Normal", 60, 5, 13, 14));
        assertEquals(State.OK, host.failingSamples(8).state());
    }

    @Test
    void withoutAWatchedZoneNothingCanBeSaid() {
        Verdict verdict = new WatchedHost("", WatchedZones.named(List.of("Movable"))).blocks(BuddyRow.normal(99, 1, 4)).sample();

        assertEquals(State.UNKNOWN, verdict.state());
        assertEquals("none of the zones to watch exists on this host: see the key zones", verdict.reason());
    }
}
