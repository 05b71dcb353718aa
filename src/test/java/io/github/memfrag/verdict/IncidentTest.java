package io.github.memfrag.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The incident that this project was made for: failing, then after {@code echo 3 > drop_caches}, then after compaction. */
class IncidentTest {
    private static final String[] FAILING = {
        "Node 0, zone      DMA      2      2      2      1      2      1      1      0      0      0      2",
        "Node 0, zone    DMA32  32995   4377    762    211    157    108     68     23      3      0      0",
        "Node 0, zone   Normal 127146  68215   1614      0      0      0      0      0      0      0      1"};
    private static final String[] DROPPED = {
        "Node 0, zone      DMA      2      2      2      1      2      1      1      0      0      0      2",
        "Node 0, zone    DMA32  76826  65298  43784  20780   5272    616     90     32      4      0      0",
        "Node 0, zone   Normal 524538 365499 176074  45644   4338    140      6      0      0      0      1"};
    private static final String[] COMPACTED = {
        "Node 0, zone      DMA      2      2      2      1      2      1      1      0      0      0      2",
        "Node 0, zone    DMA32  18217  13464   8621   4666   2654   2087   1609   1040    517    130      3",
        "Node 0, zone   Normal 145048 131183  76864  38454  20405  11854   5149   1143     96      3      1"};

    private final WatchedHost host = new WatchedHost();

    @Test
    void isCriticalThenWarningThenOkWhileAllocationsFail() {
        assertEquals(State.CRITICAL, host.blocks(FAILING).failingSamples(8).state());
        assertEquals(State.WARNING, host.blocks(DROPPED).failingSamples(8).state());
        assertEquals(State.OK, host.blocks(COMPACTED).failingSamples(8).state());
    }

    @Test
    void isCriticalThenWarningThenOkByBuddyinfoAlone() {
        assertEquals(State.CRITICAL, host.blocks(FAILING).samples(8).state());
        assertEquals(State.WARNING, host.blocks(DROPPED).samples(8).state());
        assertEquals(State.OK, host.blocks(COMPACTED).samples(8).state());
    }

    @Test
    void isOnlyAWarningWhileVmstatIsQuiet() {
        host.kernel.counter("compact_fail", 7).counter("allocstall_normal", 9);

        assertEquals(State.WARNING, host.blocks(FAILING).samples(8).state());
    }

    @Test
    void isAWarningForAnHourAfterItsLogLineAndThenOk() {
        host.kernel.counter("compact_fail", 7);
        host.blocks(FAILING).fails(4);
        assertEquals(List.of(State.CRITICAL, Cause.ALLOCATION_FAILURE), judged(host.samples(4)));

        host.blocks(DROPPED);
        assertEquals(List.of(State.WARNING, Cause.ALLOCATION_FAILURE), judged(host.samples(8)));

        host.blocks(COMPACTED);
        assertEquals(List.of(State.WARNING, Cause.ALLOCATION_FAILURE), judged(host.samples(8)));

        host.kernel.later(Duration.ofHours(1));
        assertEquals(List.of(State.OK, Cause.NONE), judged(host.samples(4)));
    }

    @Test
    void isToldInASentence() {
        host.blocks(FAILING).failingSamples(4);

        assertEquals("Node 0 Normal: 99.6 % of the free memory is in blocks too small for order 4, 64 blocks of that order available"
                + " (critical from 95 % on with fewer than 128 blocks), and allocations fail: compact_fail rose by 4 within 60 s",
                host.failingSamples(1).reason());
    }

    @Test
    void isToldWithItsLogLine() {
        host.kernel.counter("compact_fail", 7);

        assertEquals("The kernel failed an allocation of order 4 for xenwatch at 2026-08-04T22:58:15Z; Node 0 Normal: 99.6 % of the"
                + " free memory is in blocks too small for order 4, 64 blocks of that order available (critical from 95 % on with"
                + " fewer than 128 blocks)", host.blocks(FAILING).fails(4).sample().reason());
    }

    @Test
    void isToldWhenAllIsWellAgain() {
        assertEquals("Node 0 Normal: 45.8 % of the free memory is in blocks too small for order 4, 75549 blocks of that order available",
                host.blocks(COMPACTED).sample().reason());
    }

    private static List<Object> judged(Verdict verdict) {
        return List.of(verdict.state(), verdict.cause());
    }
}
