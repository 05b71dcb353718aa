package io.github.memfrag.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.config.ConfigurationReader;
import io.github.memfrag.kernel.log.AllocationFailure;
import io.github.memfrag.verdict.Cause;
import io.github.memfrag.verdict.State;
import io.github.memfrag.verdict.VerdictSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PastSamplesTest {
    private static final Duration INTERVAL = Duration.ofSeconds(15);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String FINE = "Node 0, zone Normal 90000 0 0 0 60000 0 0 0 0 0 0";
    private static final String BAD = "Node 0, zone Normal 90000 0 0 0 20 0 0 0 0 0 0";

    private final SampledHost host = new SampledHost();

    @Test
    void giveEachReadingItsVerdictAndLeaveItUnchangedByLooks() {
        host.kernel.blocks(FINE);
        for (int i = 0; i < 4; i++) {
            host.sampleAfter(INTERVAL);
        }
        host.kernel.blocks(BAD);
        for (int i = 0; i < 50; i++) {
            assertEquals(State.OK, host.look().verdict().state());
        }

        assertEquals(State.OK, host.sampleAfter(INTERVAL).verdict().state());
        assertTrue(host.look().verdict().reason().contains(" 20 blocks of that order available"), host.look().verdict().reason());
        assertEquals(2, host.history(60).size());
    }

    @Test
    void judgeTheNextSampleByOtherSettingsAndForgetNothing() {
        host.kernel.blocks(BAD);
        for (int i = 0; i < 8; i++) {
            host.sampleAfter(INTERVAL);
        }
        List<HistoryPoint> before = host.history(60);

        host.past.apply(VerdictSettings.of(
                ConfigurationReader.read("verdict.blocks=10,verdict.warning=99.8,verdict.critical=99.9").configuration()));
        assertEquals(State.CRITICAL, host.look().verdict().state());
        for (int i = 0; i < 3; i++) {
            assertEquals(State.CRITICAL, host.sampleAfter(INTERVAL).verdict().state(), "after " + (i + 1));
        }
        assertTrue(host.look().verdict().reason().contains("; this reading alone would be OK, which 4 samples in a row must confirm"),
                host.look().verdict().reason());
        assertEquals(State.OK, host.sampleAfter(INTERVAL).verdict().state());
        assertEquals(before.get(0).epochMillis(), host.history(60).get(0).epochMillis());
    }

    @Test
    void giveASampleTheVerdictThatItBrought() {
        host.kernel.blocks(BAD);

        assertEquals(State.CRITICAL, host.sampleAfter(INTERVAL).verdict().state());
    }

    @Test
    void tellOfALoggedFailureBetweenTwoSamples() {
        host.kernel.blocks(FINE);
        host.past.logReadable(true);
        host.sampleAfter(INTERVAL);

        fails(4);

        assertEquals(List.of(State.WARNING, Cause.ALLOCATION_FAILURE),
                List.of(host.look().verdict().state(), host.look().verdict().cause()));
    }

    @Test
    void takeAReadableLogForProofThatNothingFails() {
        host.kernel.blocks(BAD);
        host.past.logReadable(true);

        assertEquals(State.WARNING, host.sampleAfter(INTERVAL).verdict().state());
    }

    @Test
    void haveNoRatesInTheFirstSampleNorBeforeIt() {
        host.kernel.blocks(FINE).counter("compact_fail", 5);

        assertFalse(host.look().rates().isPresent());
        assertFalse(host.sampleAfter(INTERVAL).rates().isPresent());
    }

    @Test
    void haveTheRatesOfASampleSinceTheOneBefore() {
        host.kernel.blocks(FINE).counter("compact_fail", 5);
        host.sampleAfter(INTERVAL);
        host.kernel.counterRises("compact_fail", 1000);
        host.sampleAfter(INTERVAL);

        host.kernel.counterRises("compact_fail", 30);
        assertEquals(OptionalDouble.of(2), host.sampleAfter(INTERVAL).rates().orElseThrow().perSecond("compact_fail"));
    }

    @Test
    void haveTheRatesOfALookOverAnIntervalAtLeast() {
        host.kernel.blocks(FINE).counter("compact_fail", 5);
        host.sampleAfter(INTERVAL);
        host.sampleAfter(INTERVAL);

        host.kernel.counterRises("compact_fail", 30).later(Duration.ofMillis(1));
        assertEquals(2, host.look().rates().orElseThrow().perSecond("compact_fail").orElseThrow(), 0.01);
    }

    @Test
    void haveNoRatesWithoutVmstat() {
        host.kernel.blocks(FINE);
        host.sampleAfter(INTERVAL);

        assertFalse(host.sampleAfter(INTERVAL).rates().isPresent());
    }

    @Test
    void haveNoTrendAtFirst() {
        host.kernel.blocks(FINE);

        assertEquals(OptionalDouble.empty(), host.sampleAfter(MINUTE).trend().percentPerHour());
    }

    @Test
    void followTheTrendOfTheOrderThatDecidesOverAllTheTimeBefore() {
        SampledHost several = new SampledHost("watch.order=4+6");
        Snapshot last = null;
        for (int minute = 0; minute < 60; minute++) {
            // Order 4 fine and still; at order 6 ever more of the free memory is too small.
            several.kernel.blocks("Node 0, zone Normal 0 0 0 0 0 " + (500 + 60 * minute) + " 250 0 0 0 0");
            last = several.sampleAfter(MINUTE);
        }

        assertEquals(6, last.verdict().watchOrder());
        assertTrue(last.trend().percentPerHour().orElseThrow() > 10, last.trend().percentPerHour().toString());
        assertTrue(last.trend().hoursToCritical().isPresent());
    }

    /** The recording has a sample a second; here each stands for a minute. */
    @ParameterizedTest(name = "from minute {0}")
    @ValueSource(ints = {17, 36})
    void forecastARecordedHostWhileItFragments(int minute) throws IOException {
        double aim = 75;
        SampledHost recorded = new SampledHost("verdict.critical=75,verdict.warning=75,verdict.blocks=1000000");
        List<Snapshot> samples = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("src/test/resources/series/fragmenting.txt"))) {
            recorded.kernel.blocks(line.substring(line.indexOf(' ') + 1));
            samples.add(recorded.sampleAfter(MINUTE));
        }

        int reached = minute;
        while (samples.get(reached).verdict().zone().orElseThrow().unusablePercent(4) < aim) {
            reached++;
        }
        double forecastMinutes = 60 * samples.get(minute).trend().hoursToCritical().orElseThrow();
        double realMinutes = reached - minute;

        assertTrue(forecastMinutes > realMinutes / 3 && forecastMinutes < realMinutes * 3, forecastMinutes + ", really " + realMinutes);
    }

    private void fails(int order) {
        host.past.failed(new AllocationFailure(host.kernel.wallClock().toEpochMilli(), order, "java", OptionalInt.empty(),
                OptionalLong.empty(), "", "page allocation failure: order:" + order, "test"), host.kernel.wallClock().toEpochMilli(),
                host.kernel.nanoTime());
    }
}
