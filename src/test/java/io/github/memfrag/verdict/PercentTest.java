package io.github.memfrag.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PercentTest {
    @ParameterizedTest
    @CsvSource({"0, 0 %", "80, 80 %", "99.6, 99.6 %", "45.85, 45.8 %", "99.96, 99.9 %", "100, 100 %"})
    void hasOneDecimalAtMostAndIsNotRoundedUp(double percent, String text) {
        assertEquals(text, Percent.text(percent));
    }
}
