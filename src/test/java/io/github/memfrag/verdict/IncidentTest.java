package io.github.memfrag.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.config.ConfigurationReader;
import io.github.memfrag.testing.RecordedTrees;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The incident that this project was made for: failing, then after {@code echo 3 > drop_caches}, then after compaction. */
class IncidentTest {
    private static final String FAILING = "incident-1-failing";
    private static final String DROPPED = "incident-2-after-drop";
    private static final String COMPACTED = "incident-3-after-compaction";

    private final WatchedHost host = new WatchedHost();

    @Test
    void isCriticalThenWarningThenOkWhileAllocationsFail() {
        assertEquals(State.CRITICAL, host.recorded(FAILING).failingSamples(8).state());
        assertEquals(State.WARNING, host.recorded(DROPPED).failingSamples(8).state());
        assertEquals(State.OK, host.recorded(COMPACTED).failingSamples(8).state());
    }

    @ParameterizedTest
    @CsvSource({FAILING + ", CRITICAL", DROPPED + ", WARNING", COMPACTED + ", OK"})
    void isToldByBuddyinfoAlone(String tree, State state) {
        host.kernel.blocksOf(RecordedTrees.tree(tree));

        assertEquals(state, host.samples(8).state());
    }

    @Test
    void isOnlyAWarningWhileVmstatIsQuiet() {
        assertEquals(State.WARNING, host.recorded(FAILING).samples(8).state());
    }

    @Test
    void isAWarningForAnHourAfterItsLogLineAndThenOk() {
        host.recorded(FAILING).fails(4);
        assertEquals(List.of(State.CRITICAL, Cause.ALLOCATION_FAILURE), judged(host.samples(4)));

        host.recorded(DROPPED);
        assertEquals(List.of(State.WARNING, Cause.ALLOCATION_FAILURE), judged(host.samples(8)));

        host.recorded(COMPACTED);
        assertEquals(List.of(State.WARNING, Cause.ALLOCATION_FAILURE), judged(host.samples(8)));

        host.kernel.later(Duration.ofHours(1));
        assertEquals(List.of(State.OK, Cause.NONE), judged(host.samples(4)));
    }

    @Test
    void isToldInASentence() {
        host.recorded(FAILING).failingSamples(4);

        assertEquals("Node 0 Normal: 99.6 % of the free memory is in blocks too small for order 4, 64 blocks of that order available"
                + " (the critical line is 95 % with fewer than 128 blocks), and allocations fail: compact_fail rose by 4 within 60 s",
                host.failingSamples(1).reason());
    }

    @Test
    void isToldWithItsLogLine() {
        assertEquals("The kernel failed an allocation of order 4 for xenwatch at 2026-08-04T22:58:15Z; Node 0 Normal: 99.6 % of the"
                + " free memory is in blocks too small for order 4, 64 blocks of that order available (after a failure, fewer than"
                + " 128 blocks are critical)", host.recorded(FAILING).fails(4).sample().reason());
    }

    @Test
    void isToldWhenAllIsWellAgain() {
        assertEquals("Node 0 Normal: 45.8 % of the free memory is in blocks too small for order 4, 75549 blocks of that order available",
                host.recorded(COMPACTED).sample().reason());
    }

    @Test
    void isNotTakenForThisHostWhenItIsARecordedTree() {
        WatchedHost demonstration = new WatchedHost("kernel.root=/demo").recorded(FAILING);
        String loud = "RECORDED TREE, NOT THIS HOST: ";

        VerdictSettings settings = VerdictSettings.of(ConfigurationReader.read("kernel.root=/demo").configuration());

        assertTrue(demonstration.sample().reason().startsWith(loud + "Node 0 Normal: 99.6 %"), demonstration.look().reason());
        assertEquals(loud + "no such file", Verdict.unknown("no such file", settings).reason());
        assertEquals("no such file", Verdict.unknown("no such file", settings.withoutPreface()).reason());
    }

    private static List<Object> judged(Verdict verdict) {
        return List.of(verdict.state(), verdict.cause());
    }
}
