package io.github.memfrag.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several samples decide. Without vmstat and log the shape alone makes a sample bad (CRITICAL), poor (WARNING) or fine (OK). */
class DecisionTest {
    private static final String BAD = BuddyRow.normal(99, 20, 4);
    private static final String POOR = BuddyRow.normal(90, 5000, 4);
    private static final String FINE = BuddyRow.normal(10, 90000, 4);

    private final WatchedHost host = new WatchedHost();

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "F,      OK",
        "B,      CRITICAL",
        "P,      WARNING",
        // Just started: the majority, in doubt the better.
        "BF,     OK",
        "FB,     OK",
        "FBB,    CRITICAL",
        "BFF,    OK",
        "PBB,    CRITICAL",
        // Then four in a row.
        "FFFF,     OK",
        "FFFFB,    OK",
        "FFFFBBB,  OK",
        "FFFFBBBB, CRITICAL",
        "FFFFPPPP, WARNING",
        "FFFFPBPB, WARNING",
        "FFFFBPBB, WARNING",
        "FFFFBBFBB, OK",
        "BBBBFFF,  CRITICAL",
        "BBBBFFFF, OK",
        "BBBBFFFP, WARNING",
        "BBBBPPFB, CRITICAL",
        "FFFFBBBBFFFPFFFF, OK",
    })
    void asManySamplesAsTheKeySaysMustAgree(String samples, State state) {
        assertEquals(state, sampled(samples).state());
    }

    @ParameterizedTest
    @CsvSource({"1, FFB, CRITICAL", "2, FFB, OK", "2, FFBB, CRITICAL", "6, FFFFFFBBBBB, OK", "6, FFFFFFBBBBBB, CRITICAL"})
    void howManyIsAKey(int samples, String shapes, State state) {
        WatchedHost other = new WatchedHost("verdict.samples=" + samples);
        Verdict last = null;
        for (char shape : shapes.toCharArray()) {
            last = other.blocks(row(shape)).sample();
        }

        assertEquals(state, last.state());
    }

    @ParameterizedTest
    @ValueSource(strings = {"F", "P", "B"})
    void oneLyingSampleChangesNothingWhereverItComes(String truth) {
        for (char lie : "FPB".toCharArray()) {
            for (int place = 4; place < 13; place += 4) {
                WatchedHost other = new WatchedHost();
                TreeSet<State> seen = new TreeSet<>();
                for (int i = 0; i < 16; i++) {
                    seen.add(other.blocks(row(i == place ? lie : truth.charAt(0))).sample().state());
                }
                assertEquals(Collections.singleton(other.look().state()), seen, truth + " with " + lie + " at " + place);
            }
        }
    }

    @ParameterizedTest(name = "around {0} % with {1} blocks")
    @CsvSource({"80, 5000", "95, 100"})
    void doesNotFlapAroundALineOfTheShare(double line, long blocks) {
        host.blocks(BuddyRow.normal(line - 1, blocks, 4)).samples(4);
        Random random = new Random(1);

        assertEquals(1, changes(wave -> BuddyRow.normal(line + 0.8 * wave + (random.nextDouble() - 0.5) / 5, blocks, 4)));
    }

    @ParameterizedTest(name = "around {1} blocks at {0} %")
    @CsvSource({"90, 8192", "99, 128"})
    void doesNotFlapAroundALineOfTheBlocks(double percent, long line) {
        host.blocks(BuddyRow.normal(percent, line * 5 / 4, 4)).samples(4);

        assertEquals(1, changes(wave -> BuddyRow.normal(percent, Math.round(line * (1 + 0.2 * wave)), 4)));
    }

    /** How often the state changes while the free memory swings, more slowly than the samples that must agree. */
    private long changes(DoubleFunction<String> swinging) {
        long changes = 0;
        State before = host.look().state();
        for (int i = 0; i < 320; i++) {
            State state = host.blocks(swinging.apply(Math.sin(i / 25.0))).sample().state();
            changes += state == before ? 0 : 1;
            before = state;
        }
        return changes;
    }

    @Test
    void isLeftWhenTheLineIsLeftWellBehind() {
        host.blocks(BuddyRow.normal(80, 5000, 4)).samples(4);

        assertEquals(State.WARNING, host.blocks(BuddyRow.normal(78.1, 5000, 4)).samples(8).state());
        assertEquals(State.OK, host.blocks(BuddyRow.normal(77.9, 5000, 4)).samples(4).state());
    }

    @Test
    void isLeftSoonerWhereTheLineLeavesLittleRoomAboveIt() {
        WatchedHost strict = new WatchedHost("verdict.critical=99").blocks(BuddyRow.normal(99, 100, 4));
        strict.samples(4);

        assertEquals(State.CRITICAL, strict.blocks(BuddyRow.normal(98.6, 100, 4)).samples(8).state());
        assertEquals(State.WARNING, strict.blocks(BuddyRow.normal(98.4, 100, 4)).samples(4).state());
    }

    @Test
    void isNotHurriedByThoseWhoAsk() {
        sampled("FFFF");
        host.blocks(BAD);
        for (int i = 0; i < 100; i++) {
            host.kernel.later(Duration.ofMillis(100));
            assertEquals(State.OK, host.look().state());
        }

        assertEquals(State.OK, host.samples(3).state());
        assertEquals(State.CRITICAL, host.sample().state());
    }

    @Test
    void isAnsweredWithTheNumbersOfTheReadingAskedFor() {
        sampled("FFFF");

        Verdict verdict = host.blocks(BAD).look();

        assertEquals(State.OK, verdict.state());
        assertEquals("Node 0 Normal: 99 % of the free memory is in blocks too small for order 4, 20 blocks of that order available; this"
                + " reading alone would be CRITICAL, which 4 samples in a row must confirm", verdict.reason());
        assertEquals(20, verdict.zone().orElseThrow().blocks().suitable(4));
    }

    @Test
    void waitsForTheNextSampleWhereOneIsEnough() {
        WatchedHost hasty = new WatchedHost("verdict.samples=1").blocks(FINE);
        hasty.sample();

        assertTrue(hasty.blocks(BAD).look().reason().endsWith("; this reading alone would be CRITICAL, which the next sample must confirm"),
                hasty.look().reason());
    }

    @Test
    void keepsItsCauseInASampleThatDoesNotBearItOut() {
        sampled("BBBB");

        Verdict verdict = sampled("F");

        assertEquals(Cause.FRAGMENTATION, verdict.cause());
        assertEquals("Node 0 Normal: 10 % of the free memory is in blocks too small for order 4, 90000 blocks of that order available, and"
                + " whether allocations fail cannot be told, since neither /proc/vmstat nor the kernel's log is readable; this reading"
                + " alone would be OK, which 4 samples in a row must confirm", verdict.reason());
    }

    @Test
    void isMadeFromTheReadingAloneBeforeTheFirstSample() {
        assertEquals(State.CRITICAL, host.blocks(BAD).look().state());
    }

    @Test
    void tellsSinceWhen() {
        sampled("FFFF");
        Instant start = host.kernel.wallClock().minusSeconds(45);
        assertEquals(since(start), host.look().sinceEpochMillis());

        sampled("BBBB");
        Instant change = host.kernel.wallClock();
        assertEquals(since(change), host.look().sinceEpochMillis());

        assertEquals(since(change), sampled("BBBBBB").sinceEpochMillis());
    }

    @Test
    void tellsSinceWhenWithoutTremblingWithTheClock() {
        sampled("FFFFBBBB");
        OptionalLong since = host.look().sinceEpochMillis();

        host.kernel.setClock(Duration.ofMillis(900));

        assertEquals(since, host.look().sinceEpochMillis());
    }

    @Test
    void tellsSinceWhenByTheClockAsItGoesNow() {
        sampled("FFFFBBBB");
        host.kernel.setClock(Duration.ofHours(-3));

        assertEquals(since(host.kernel.wallClock()), host.look().sinceEpochMillis());
        Instant change = host.kernel.wallClock();
        assertEquals(since(change), sampled("B").sinceEpochMillis());
    }

    @Test
    void isNotDisturbedByAClockThatJumpsBack() {
        sampled("FFFFBB");
        host.kernel.setClock(Duration.ofDays(-365));

        assertEquals(State.OK, sampled("B").state());
        assertEquals(State.CRITICAL, sampled("B").state());
    }

    @Test
    void outlivesTheZoneItWasMadeFor() {
        String other = BuddyRow.zone("Node 1, zone Normal", 10, 90000, 4, 11);
        host.blocks(BAD, other).samples(4);

        Verdict verdict = host.blocks(other).sample();
        assertEquals(State.CRITICAL, verdict.state());
        assertEquals("Node 1 Normal", verdict.zone().orElseThrow().name().toString());

        assertEquals(State.OK, host.samples(3).state());
    }

    private Verdict sampled(String shapes) {
        Verdict last = null;
        for (char shape : shapes.toCharArray()) {
            last = host.blocks(row(shape)).sample();
        }
        return last;
    }

    private static String row(char shape) {
        return shape == 'B' ? BAD : shape == 'P' ? POOR : FINE;
    }

    private static OptionalLong since(Instant time) {
        return OptionalLong.of(time.toEpochMilli());
    }
}
