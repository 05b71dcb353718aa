package io.github.memfrag.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class WatchOrdersTest {
    /** Past the critical line for order 9, well for order 4. */
    private static final String NO_HUGE_PAGES = BuddyRow.normal(97, 30, 9, 6);

    private final WatchedHost host = new WatchedHost("watch.order=4+9");

    @Test
    void theWorstOrderDecidesAndIsNamed() {
        host.blocks(NO_HUGE_PAGES);
        Verdict huge = host.failingSamples(4);
        assertEquals(List.of(State.WARNING, 9), List.of(huge.state(), huge.watchOrder()));

        host.blocks(BuddyRow.normal(99, 20, 4));
        Verdict both = host.failingSamples(8);
        assertEquals(List.of(State.CRITICAL, 4), List.of(both.state(), both.watchOrder()));
    }

    @Test
    void ofEqualsTheFirstNamedDecides() {
        // Without vmstat and log both orders are a WARNING from the first sample on.
        String poor = BuddyRow.normal(90, 5000, 4);

        assertEquals(4, host.blocks(poor).sample().watchOrder());
        assertEquals(9, new WatchedHost("watch.order=9+4").blocks(poor).sample().watchOrder());
    }

    @Test
    void ofEqualsBehindAFirstThatIsWellTheSecondNamedDecides() {
        assertEquals(9, new WatchedHost("watch.order=4+9+10").blocks(NO_HUGE_PAGES).sample().watchOrder());
        assertEquals(10, new WatchedHost("watch.order=4+10+9").blocks(NO_HUGE_PAGES).sample().watchOrder());
    }

    @Test
    void whileAllIsWellTheFirstNamedSpeaks() {
        assertEquals(4, host.blocks(BuddyRow.normal(70, 9000, 9)).failingSamples(8).watchOrder());
    }

    @Test
    void theDecidingOrderStaysAsLongAsItBearsTheStateOut() {
        host.blocks(NO_HUGE_PAGES).failingSamples(4);

        assertEquals(9, host.blocks(BuddyRow.normal(97, 1000, 4)).failingSamples(8).watchOrder(), "order 4 is a WARNING now, too");
    }

    @Test
    void eachHasItsOwnThresholds() {
        WatchedHost strict = new WatchedHost("watch.order=4+9,verdict.warning.9=50,verdict.critical.9=60")
                .blocks(BuddyRow.normal(55, 1000, 9, 6));

        Verdict verdict = strict.failingSamples(4);

        assertEquals(List.of(State.WARNING, 9), List.of(verdict.state(), verdict.watchOrder()));
        assertEquals("Node 0 Normal: 55 % of the free memory is in blocks too small for order 9, 1000 blocks of that order available"
                + " (the warning line is 50 % with fewer than 8192 blocks), and allocations fail: compact_fail rose by 3 within 45 s",
                verdict.reason());
    }

    @Test
    void thatThisKernelLacksAreLeftOut() {
        WatchedHost small = new WatchedHost("watch.order=4+12").blocks(BuddyRow.normal(10, 9000, 4));

        assertEquals(List.of(4), small.sample().watchOrders());
    }

    @Test
    void aKernelThatHasNoneOfThemIsWatchedAtTheDefaultOrder() {
        WatchedHost small = new WatchedHost("watch.order=12").blocks(BuddyRow.normal(99, 20, 4));

        Verdict verdict = small.failingSamples(4);

        assertEquals(List.of(State.CRITICAL, 4), List.of(verdict.state(), verdict.watchOrder()));
    }
}
