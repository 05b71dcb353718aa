package io.github.memfrag.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "0.1, 0.1", "1, 1.0", "46.9, 46.9", "99.9, 99.9", "100, 100"})
    void saysNothingAndAllOnlyWhereItIsSo(double percent, String text) {
        assertEquals(text, Quantity.percent(percent));
    }

    @ParameterizedTest
    @CsvSource({"0, no blocks", "1, 1 block", "2, 2 blocks", "1234567, '1,234,567 blocks'"})
    void countsThings(long count, String text) {
        assertEquals(text, Quantity.count(count, "block"));
    }

    @ParameterizedTest
    @CsvSource({"0, 0.0 s", "49, 0.0 s", "1250, 1.3 s", "75000, 75.0 s"})
    void saysTimesInSeconds(long millis, String text) {
        assertEquals(text, Quantity.seconds(millis));
    }

    @ParameterizedTest
    @CsvSource({"12, true, +12", "0, true, 0", "-7, true, −7", "-7, false, -7"})
    void signsDifferences(long change, boolean unicode, String text) {
        assertEquals(text, Quantity.change(change, String::valueOf, Style.of(false, unicode)));
    }
}
