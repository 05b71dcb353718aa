package io.github.memfrag.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether allocations fail makes of a bad shape at order 4 CRITICAL or WARNING. */
class DemandTest {
    private final WatchedHost host = new WatchedHost().blocks(BuddyRow.normal(99, 20, 4));

    @ParameterizedTest
    @ValueSource(strings = {"compact_fail", "allocstall", "allocstall_normal", "allocstall_movable"})
    void isFailingWhileACounterOfFailuresRises(String counter) {
        for (int i = 0; i < 8; i++) {
            host.kernel.counterRises(counter, 2);
            host.sample();
        }

        assertEquals(State.CRITICAL, host.look().state());
    }

    @ParameterizedTest
    @ValueSource(strings = {"compact_stall", "compact_success", "thp_fault_fallback", "pgmigrate_fail"})
    void isNotFailingForCountersThatRiseInHealthToo(String counter) {
        for (int i = 0; i < 8; i++) {
            host.kernel.counter("compact_fail", 5).counterRises(counter, 2);
            host.sample();
        }

        assertEquals(State.WARNING, host.look().state());
        assertTrue(host.look().reason().endsWith(", and no allocation was seen to fail within 60 s"), host.look().reason());
    }

    @Test
    void isOverWhenTheCountersHaveBeenQuietForAsManySamplesAsDecide() {
        assertEquals(State.CRITICAL, host.failingSamples(8).state());

        assertEquals(State.CRITICAL, host.samples(6).state());
        assertEquals(State.WARNING, host.samples(1).state());
    }

    @Test
    void isOneRiseInTheWholeWindow() {
        host.kernel.counter("compact_fail", 5);
        host.samples(8);

        host.failingSamples(1);

        assertEquals(State.CRITICAL, host.samples(3).state());
        assertTrue(host.look().reason().endsWith("allocations fail: compact_fail rose by 1 within 60 s"), host.look().reason());
    }

    @Test
    void isNotFailingWhenACounterFalls() {
        host.kernel.counter("compact_fail", 1000);
        host.samples(4);
        host.kernel.counter("compact_fail", 3);

        assertEquals(State.WARNING, host.samples(8).state());
    }

    @Test
    void isFailingWhenACounterThatFellRisesAgain() {
        host.kernel.counter("compact_fail", 1000);
        host.samples(4);
        host.kernel.counter("compact_fail", 3);
        host.samples(1);

        assertEquals(State.CRITICAL, host.failingSamples(4).state());
    }

    @Test
    void isFailingAtAndAboveTheOrderOfAFailureThatWasJustLogged() {
        host.kernel.counter("compact_fail", 5);
        host.samples(4);

        host.fails(0);

        assertTrue(host.look().reason().contains("allocations fail: a failure of order 0 was logged within 45 s"), host.look().reason());
        assertEquals(State.CRITICAL, host.samples(4).state());
    }

    @Test
    void isNotFailingBelowTheOrderOfAFailure() {
        WatchedHost withoutHold = new WatchedHost("verdict.failure.hold=0").blocks(BuddyRow.normal(99, 20, 4));
        withoutHold.kernel.counter("compact_fail", 5);
        withoutHold.samples(4);

        assertEquals(State.WARNING, withoutHold.fails(5).samples(4).state());
        assertEquals(State.CRITICAL, withoutHold.fails(4).samples(4).state());
    }

    @Test
    void isOverWhenTheFailureIsOlderThanTheSamplesThatDecide() {
        WatchedHost withoutHold = new WatchedHost("verdict.failure.hold=0").blocks(BuddyRow.normal(99, 20, 4));
        withoutHold.kernel.counter("compact_fail", 5);
        withoutHold.samples(4);

        assertEquals(State.CRITICAL, withoutHold.fails(4).samples(4).state());
        assertEquals(State.WARNING, withoutHold.samples(8).state());
    }

    @Test
    void isTakenForFailingWhereNeitherVmstatNorALogCanBeRead() {
        assertEquals(State.CRITICAL, host.samples(4).state());
        assertTrue(host.look().reason().endsWith(
                "whether allocations fail cannot be told, since neither /proc/vmstat nor the kernel's log is readable"),
                host.look().reason());
    }

    @Test
    void isTakenForFailingWhereVmstatLacksTheCounters() {
        host.kernel.counter("nr_free_pages", 1);

        assertEquals(State.CRITICAL, host.samples(4).state());
    }

    @Test
    void isToldByAReadableLogAlone() {
        host.logIsReadable();
        assertEquals(State.WARNING, host.samples(8).state());

        host.kernel.later(Duration.ofSeconds(1));
        assertEquals(State.CRITICAL, host.fails(2).samples(4).state());
    }

    @Test
    void cannotBeSeenYetInTheFirstSample() {
        host.kernel.counter("compact_fail", 5);

        Verdict first = host.sample();

        assertEquals(State.WARNING, first.state());
        assertTrue(first.reason().endsWith("whether allocations fail will show from the next sample on"), first.reason());
    }
}
