package io.github.memfrag.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeWindowTest {
    @ParameterizedTest(name = "{1} in {0}: {2}")
    @CsvSource({
            "00:00-24:00, 00:00, true", "00:00-24:00, 23:59, true",
            "01:30-05:00, 01:29, false", "01:30-05:00, 01:30, true", "01:30-05:00, 04:59, true", "01:30-05:00, 05:00, false",
            "22:00-06:00, 21:59, false", "22:00-06:00, 22:00, true", "22:00-06:00, 00:00, true", "22:00-06:00, 06:00, false",
            "12:00-24:00, 11:59, false", "12:00-24:00, 23:59, true",
            "23:00-00:00, 23:30, true", "23:00-00:00, 00:00, false"})
    void holdsATimeFromItsBeginOnAndBeforeItsEnd(String window, LocalTime time, boolean contained) {
        assertEquals(contained, TimeWindow.parse(window).orElseThrow().contains(time));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "always", "1:00-2:00", "24:00-06:00", "00:00-24:01", "00:00-25:00", "00:60-02:00", "01:00", "05:00-05:00"})
    void anythingElseIsNone(String text) {
        assertEquals(Optional.empty(), TimeWindow.parse(text));
    }

    @Test
    void nothingOfADayIsLostBetweenAWindowAndTheRest() {
        TimeWindow night = TimeWindow.parse("22:00-06:00").orElseThrow();
        TimeWindow day = TimeWindow.parse("06:00-22:00").orElseThrow();
        for (LocalTime time = LocalTime.MIN; time.isBefore(LocalTime.of(23, 59)); time = time.plusMinutes(1)) {
            assertEquals(!night.contains(time), day.contains(time), time.toString());
        }
    }
}
