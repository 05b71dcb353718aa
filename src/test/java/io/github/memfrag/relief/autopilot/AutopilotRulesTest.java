package io.github.memfrag.relief.autopilot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.memfrag.config.ConfigurationReader;
import io.github.memfrag.relief.autopilot.Decision.Obstacle;
import io.github.memfrag.relief.helper.Ceiling;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutopilotRulesTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    /** 13:30 on the host's clock. */
    private static final Instant NOW = Instant.parse("2026-11-23T12:30:00Z");

    @ParameterizedTest(name = "after {0} critical samples of the 4 needed: {1}")
    @CsvSource({"0, false", "3, false", "4, true", "5, true"})
    void itActsOnlyAfterEnoughSamples(int samples, boolean acts) {
        assertEquals(acts, decide("", samples).ceiling().isPresent());
    }

    @ParameterizedTest(name = "{0}: up to {1}")
    @CsvSource(delimiter = '|', value = {
            "                                                | COMPACT",
            "relief.auto.max=all                             | ALL",
            "relief.auto.max=all,relief.max=pagecache        | PAGECACHE",
            "relief.auto.max=pagecache,relief.max=compact    | COMPACT",
            "relief.auto.max=pagecache,relief.max=none       | PAGECACHE"})
    void itGoesNoFurtherThanEitherCeiling(String arguments, Ceiling ceiling) {
        assertEquals(Optional.of(ceiling), decide(arguments, 4).ceiling());
    }

    @ParameterizedTest(name = "{0} at 13:30: {1}")
    @CsvSource({"00:00-24:00, true", "13:30-13:31, true", "13:31-13:30, false", "22:00-06:00, false", "12:00-13:30, false"})
    void itActsOnlyInsideTheWindowOfTheHostsClock(String window, boolean acts) {
        Decision decision = decide("relief.auto.window=" + window, 4);
        assertEquals(acts, decision.ceiling().isPresent());
        assertEquals(acts ? Optional.empty() : Optional.of(Obstacle.WINDOW), decision.obstacle());
    }

    @Test
    void outsideTheWindowItSaysWhatTimeItIs() {
        assertEquals("it is 13:30, outside relief.auto.window", decide("relief.auto.window=22:00-06:00", 4).reason());
    }

    @ParameterizedTest(name = "the oldest of 4 was {0} h ago: {1}")
    @CsvSource({"23, false", "24, true", "25, true"})
    void itActsSoManyTimesWithin24Hours(int hours, boolean acts) {
        Decision decision = decide("relief.auto.perDay=4", 4, helped(hours), helped(20), helped(10), helped(5));
        assertEquals(acts, decision.ceiling().isPresent());
        assertEquals(acts ? "" : "it has acted 4 times within 24 hours, as often as relief.auto.perDay allows", decision.reason());
    }

    @Test
    void whatPeopleDidIsNotCounted() {
        PastRun asked = new PastRun(ago(Duration.ofHours(2)), false, false, true);
        assertEquals(Optional.of(Ceiling.COMPACT), decide("relief.auto.perDay=1", 4, asked).ceiling());
    }

    @ParameterizedTest(name = "{0} min after one that did not help: {1}")
    @CsvSource({"0, false", "59, false", "60, true"})
    void afterOneThatDidNotHelpItPausesAnHour(int minutes, boolean acts) {
        PastRun inVain = new PastRun(ago(Duration.ofMinutes(minutes)), true, false, false);
        assertEquals(acts, decide("", 4, inVain).ceiling().isPresent());
    }

    @Test
    void afterOneThatHelpedItActsAgainAsSoonAsTheHostIsInTrouble() {
        assertEquals(Optional.of(Ceiling.COMPACT), decide("", 4, new PastRun(ago(Duration.ofMinutes(6)), true, false, true)).ceiling());
    }

    @ParameterizedTest(name = "{0} h after a drop that did not help, asked for by the agent: {1}")
    @CsvSource({"2, true, COMPACT", "23, true, COMPACT", "23, false, COMPACT", "24, true, ALL", "24, false, ALL"})
    void afterADropInVainItDropsNothingForADay(int hours, boolean automatic, Ceiling ceiling) {
        PastRun inVain = new PastRun(ago(Duration.ofHours(hours)), automatic, true, false);
        assertEquals(Optional.of(ceiling), decide("relief.auto.max=all", 4, inVain).ceiling());
    }

    @Test
    void aCompactionInVainLocksNoDropOut() {
        PastRun inVain = new PastRun(ago(Duration.ofHours(2)), true, false, false);
        assertEquals(Optional.of(Ceiling.ALL), decide("relief.auto.max=all", 4, inVain).ceiling());
    }

    @Test
    void aRunOfTheFutureCountsAsOneOfNow() {
        PastRun inVain = new PastRun(ago(Duration.ofHours(-3)), true, false, false);
        assertEquals(Optional.of(Obstacle.NO_EFFECT), decide("", 4, inVain).obstacle());
    }

    private static PastRun helped(int hoursAgo) {
        return new PastRun(ago(Duration.ofHours(hoursAgo)), true, false, true);
    }

    private static long ago(Duration span) {
        return NOW.minus(span).toEpochMilli();
    }

    private static Decision decide(String arguments, int samples, PastRun... past) {
        AutopilotSettings settings = AutopilotSettings.of(
                ConfigurationReader.read(arguments == null ? "" : arguments.replace(" ", "")).configuration());
        return new AutopilotRules(settings, ZONE).decide(new Trouble(samples), new ArrayList<>(List.of(past)), NOW);
    }
}
