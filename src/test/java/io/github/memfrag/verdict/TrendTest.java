package io.github.memfrag.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Series with a point a minute; critical at 95 %. */
class TrendTest {
    private static final double CRITICAL = 95;

    @ParameterizedTest(name = "{0} %/h from {1} % over {2} minutes -> {3} h")
    @CsvSource({"6, 50, 60, 6.5166", "6, 50, 360, 1.5166", "0.5, 60, 360, 64.0166", "30, 20, 15, 2.2666"})
    void followsALine(double percentPerHour, double start, int minutes, double hoursToCritical) {
        Trend trend = trend(minutes, minute -> start + percentPerHour * minute / 60);

        assertEquals(percentPerHour, trend.percentPerHour().orElseThrow(), 1e-9);
        assertEquals(hoursToCritical, trend.hoursToCritical().orElseThrow(), 2e-3);
    }

    @Test
    void doesNotForecastWhatIsFlat() {
        Trend trend = trend(360, minute -> 45.8);

        assertEquals(OptionalDouble.of(0), trend.percentPerHour());
        assertEquals(OptionalDouble.empty(), trend.hoursToCritical());
    }

    @Test
    void doesNotForecastWhatImproves() {
        Trend trend = trend(60, minute -> 90 - minute / 10.0);

        assertEquals(-6, trend.percentPerHour().orElseThrow(), 1e-9);
        assertEquals(OptionalDouble.empty(), trend.hoursToCritical());
    }

    @Test
    void doesNotForecastARiseThatItsScatterHides() {
        Random random = new Random(1);

        Trend trend = trend(360, minute -> 40 + minute / 100.0 + 4 * random.nextGaussian());

        assertEquals(OptionalDouble.empty(), trend.hoursToCritical());
    }

    @Test
    void forecastsARiseAboveItsScatter() {
        Random random = new Random(1);

        Trend trend = trend(360, minute -> 40 + minute / 20.0 + random.nextGaussian());

        assertEquals(3, trend.percentPerHour().orElseThrow(), 0.1);
        assertEquals((CRITICAL - 58) / 3, trend.hoursToCritical().orElseThrow(), 0.5);
    }

    @ParameterizedTest
    @CsvSource({"0.16, false", "0.17, true"})
    void callsFlatWhatRisesByLessThanAPercentPointInTheWholeTime(double percentPerHour, boolean isForecast) {
        assertEquals(isForecast, trend(361, minute -> 10 + percentPerHour * minute / 60).hoursToCritical().isPresent());
    }

    @ParameterizedTest
    @CsvSource({"0, false", "1, false", "9, false", "10, false", "11, true"})
    void needsTenMinutes(int points, boolean isPresent) {
        Trend trend = trend(points, minute -> 50 + minute);

        assertEquals(isPresent, trend.percentPerHour().isPresent());
        assertEquals(isPresent, trend.hoursToCritical().isPresent());
    }

    @Test
    void needsTenPoints() {
        double[] hours = {0, 1, 2, 3, 4, 5, 6, 7, 8};

        assertEquals(OptionalDouble.empty(), Trend.of(hours, hours, CRITICAL).percentPerHour());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 30, 56, 59})
    void isNotBentByAPointThatLies(int liar) {
        Trend trend = trend(60, minute -> minute == liar ? 99 : 40 + minute / 10.0 + minute % 2 / 10.0);

        assertEquals(6, trend.percentPerHour().orElseThrow(), 0.05);
    }

    @Test
    void beginsAnewAfterACure() {
        Trend trend = trend(120, minute -> minute < 60 ? 97 : 40 + (minute - 60) / 5.0);

        assertEquals(12, trend.percentPerHour().orElseThrow(), 1e-9);
        assertEquals((CRITICAL - 51.8) / 12, trend.hoursToCritical().orElseThrow(), 1e-3);
    }

    @Test
    void waitsAfterACureUntilThereIsEnoughAgain() {
        assertEquals(OptionalDouble.empty(), trend(120, minute -> minute < 110 ? 97 : 40 + (minute - 110) / 5.0).percentPerHour());
    }

    @Test
    void startsFromWhereItIsNowThoughItLevelsOff() {
        Trend trend = trend(120, minute -> 94.5 - 44.5 * Math.exp(-minute / 40.0));

        assertTrue(trend.percentPerHour().orElseThrow() > 10, trend.percentPerHour().toString());
        assertTrue(trend.hoursToCritical().orElseThrow() > 0, trend.hoursToCritical().toString());
    }

    @Test
    void isZeroHoursAheadWhenItHasReachedIt() {
        assertEquals(OptionalDouble.of(0), trend(60, minute -> 93 + minute / 15.0).hoursToCritical());
    }

    /** With much free memory, 128 blocks are left far above 95 %. */
    @ParameterizedTest
    @CsvSource({"1000, 95", "40960, 95", "2621440, 99.921875", "0, 95"})
    void aimsAtTheShareWithWhichTheBlocksAreFewToo(long freePages, double percent) {
        assertEquals(percent, new Thresholds(80, 95, 128).criticalPercent(freePages, 4), 1e-9);
    }

    private static Trend trend(int points, IntToDoubleFunction percentAtMinute) {
        double[] hours = new double[points];
        double[] percents = new double[points];
        for (int minute = 0; minute < points; minute++) {
            hours[minute] = (minute - points) / 60.0;
            percents[minute] = percentAtMinute.applyAsDouble(minute);
        }
        return Trend.of(hours, percents, CRITICAL);
    }
}
