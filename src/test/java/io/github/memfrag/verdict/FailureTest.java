package io.github.memfrag.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a logged page allocation failure makes of the verdict. */
class FailureTest {
    private final WatchedHost host = new WatchedHost();

    FailureTest() {
        host.kernel.counter("compact_fail", 5);
        host.blocks(BuddyRow.normal(10, 90000, 4));
        host.samples(4);
    }

    @Test
    void isAWarningAtOnceThoughAllLooksWell() {
        host.fails(4);

        assertEquals(List.of(State.WARNING, Cause.ALLOCATION_FAILURE), judged(host.look()));
        assertEquals(List.of(State.WARNING, Cause.ALLOCATION_FAILURE), judged(host.sample()));
    }

    @ParameterizedTest(name = "{0} blocks of order {1} -> {2}")
    @CsvSource({"127, 4, CRITICAL", "128, 4, WARNING", "127, 6, CRITICAL", "128, 6, WARNING", "127, 9, CRITICAL"})
    void isCriticalAtOnceWhileTheFailedOrderHasFewBlocks(long blocks, int order, State state) {
        host.blocks(BuddyRow.normal(10, blocks, order)).fails(order);

        assertEquals(List.of(state, Cause.ALLOCATION_FAILURE), judged(host.look()));
        assertEquals(List.of(state, Cause.ALLOCATION_FAILURE), judged(host.samples(8)));
    }

    @Test
    void bringsItsOrderAmongTheWatchedOnesAsLongAsItCounts() {
        host.blocks(BuddyRow.normal(10, 20, 7)).fails(7);

        Verdict verdict = host.sample();
        assertEquals(7, verdict.watchOrder());
        assertEquals(List.of(4, 7), verdict.watchOrders());

        host.kernel.later(Duration.ofHours(1));
        assertEquals(List.of(4), host.sample().watchOrders());
    }

    @Test
    void countsForAnHour() {
        host.fails(4).samples(4);

        host.kernel.later(Duration.ofMinutes(58));
        assertEquals(List.of(State.WARNING, Cause.ALLOCATION_FAILURE), judged(host.sample()));

        host.kernel.later(Duration.ofMinutes(1));
        assertEquals(List.of(State.OK, Cause.NONE), judged(host.samples(4)));
    }

    @Test
    void countsForAsLongAsTheKeySays() {
        WatchedHost brief = new WatchedHost("verdict.failure.hold=5m").blocks(BuddyRow.normal(10, 90000, 4));

        assertEquals(State.WARNING, brief.fails(4).samples(19).state());
        assertEquals(State.OK, brief.samples(5).state());
    }

    @Test
    void countsFromItsOwnTimeWhenTheLogIsReadLater() {
        host.failed(4, Duration.ofMinutes(59));
        assertEquals(State.WARNING, host.look().state());

        host.kernel.later(Duration.ofMinutes(2));
        assertEquals(State.OK, host.samples(4).state());
    }

    @Test
    void countsAnewWhenItComesAgain() {
        host.fails(4);
        host.kernel.later(Duration.ofMinutes(40));
        host.fails(4).samples(4);

        host.kernel.later(Duration.ofMinutes(40));
        assertEquals(State.WARNING, host.samples(8).state());
    }

    @Test
    void countsFromTheLatestThoughTheLogTellsThatFirst() {
        host.fails(4).failed(4, Duration.ofMinutes(59)).samples(4);

        host.kernel.later(Duration.ofMinutes(40));
        assertEquals(State.WARNING, host.samples(8).state());
    }

    @Test
    void thatTheLogDatesInTheFutureCountsForAnHour() {
        host.failed(4, Duration.ofDays(-2)).samples(4);

        host.kernel.later(Duration.ofMinutes(61));
        assertEquals(State.OK, host.samples(4).state());
    }

    @Test
    void ofYesterdayCountsNoMore() {
        assertEquals(State.OK, host.failed(4, Duration.ofDays(1)).samples(8).state());
    }

    @Test
    void countsForAnHourThoughTheClockIsSetBackMeanwhile() {
        host.fails(4).samples(4);

        host.kernel.setClock(Duration.ofDays(-2)).later(Duration.ofMinutes(61));

        assertEquals(State.OK, host.samples(4).state());
    }

    @Test
    void ofOrder0IsNoCauseOfItsOwn() {
        assertEquals(List.of(State.OK, Cause.NONE), judged(host.fails(0).samples(8)));
        assertEquals(List.of(4), host.look().watchOrders());
    }

    @Test
    void ofOrder0IsNoCauseWhereOrder0IsWatchedEither() {
        WatchedHost single = new WatchedHost("watch.order=0").blocks(BuddyRow.normal(10, 90000, 4));

        assertEquals(List.of(State.OK, Cause.NONE), judged(single.fails(0).samples(8)));
    }

    @Test
    void explainsMoreThanTheFragmentationThatThereWasBefore() {
        host.blocks(BuddyRow.normal(90, 1250, 6)).samples(4);
        assertEquals(List.of(State.WARNING, Cause.FRAGMENTATION), judged(host.look()));

        host.fails(6);

        assertEquals(List.of(State.WARNING, Cause.ALLOCATION_FAILURE), judged(host.sample()));
        assertEquals(6, host.look().watchOrder());
    }

    @Test
    void needsNoMajorityOfTheFirstSamples() {
        WatchedHost patient = new WatchedHost("verdict.samples=8").blocks(BuddyRow.normal(10, 90000, 4));
        patient.kernel.counter("compact_fail", 5);
        patient.samples(3);

        patient.blocks(BuddyRow.normal(99, 20, 4)).fails(4);

        for (int i = 0; i < 4; i++) {
            assertEquals(State.CRITICAL, patient.sample().state());
        }
    }

    @Test
    void isNotCriticalForOneSampleThatLies() {
        host.fails(4).samples(4);
        host.blocks(BuddyRow.normal(99, 20, 4));
        assertEquals(State.WARNING, host.sample().state());

        host.blocks(BuddyRow.normal(10, 90000, 4));
        assertEquals(State.WARNING, host.samples(8).state());
    }

    @Test
    void explainsABadShapeAtAHigherOrder() {
        host.blocks(BuddyRow.normal(99, 20, 4)).fails(3);

        assertEquals(List.of(State.CRITICAL, Cause.ALLOCATION_FAILURE), judged(host.samples(8)));
    }

    @Test
    void ofAnOrderThatThisKernelLacksChangesNoWatchedOrder() {
        assertEquals(List.of(4), host.fails(11).fails(1000).samples(4).watchOrders());
    }

    @Test
    void leavesNoMoreBehindThanTheLatestOfEachOrder() {
        for (int i = 0; i < 100_000; i++) {
            host.fails(1 + i % 10);
        }

        assertEquals(List.of(4, 1, 2, 3, 5, 6, 7, 8, 9, 10), host.look().watchOrders());
    }

    @Test
    void withBlocksAgainNeedsNoCure() {
        host.kernel.file("/proc/sys/vm/min_free_kbytes", "67584\n");

        assertEquals("Nothing to cure now: large blocks are there again. Watch whether failures come back. To prevent it raise"
                + " vm.min_free_kbytes (now 67584).", host.fails(4).look().advice());
    }

    @Test
    void withoutBlocksIsToBeCuredNow() {
        String advice = host.blocks(BuddyRow.normal(99, 20, 4)).fails(4).look().advice();

        assertTrue(advice.startsWith("Compact memory now (compactMemory); "), advice);
    }

    private static List<Object> judged(Verdict verdict) {
        return List.of(verdict.state(), verdict.cause());
    }
}
