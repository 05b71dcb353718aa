package io.github.memfrag.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PressureTest {
    private static final String SOME = "some avg10=2.04 avg60=0.75 avg300=100.00 total=157656722\n";
    private static final String FULL = "full avg10=0.10 avg60=0.20 avg300=0.30 total=91\n";

    @Test
    void readsSharesInPercentAndTheTotalInMicroseconds() throws IOException {
        Pressure pressure = Pressure.parse(SOME + FULL);

        Pressure.Stall some = pressure.some().orElseThrow();
        assertEquals(List.of(2.04, 0.75, 100.0), List.of(some.avg10Percent(), some.avg60Percent(), some.avg300Percent()));
        assertEquals(157656722, some.totalMicros());
        assertEquals(91, pressure.full().orElseThrow().totalMicros());
    }

    @Test
    void saysNothingOfALineThatIsNotThere() throws IOException {
        assertEquals(Optional.empty(), Pressure.parse(SOME).full());
    }

    static List<Malformed> malformed() {
        return List.of(
                new Malformed("empty file", "", "is empty"),
                new Malformed("cut within the total", SOME + FULL.trim(), "line 2: cut short"),
                new Malformed("cut before the total", SOME + "full avg10=0.10 avg60=0.20\n", "line 2: expected 'some|full avg10="),
                new Malformed("letters", SOME.replace("2.04", "much"), "line 1: expected 'some|full avg10="),
                new Malformed("negative", SOME.replace("2.04", "-2.04"), "line 1: expected 'some|full avg10="),
                new Malformed("no fraction", SOME.replace("2.04", "2"), "line 1: expected 'some|full avg10="),
                new Malformed("total above 2^63", SOME.replace("157656722", "9223372036854775808"),
                        "line 1: '9223372036854775808' is more than"),
                new Malformed("line twice", SOME + SOME, "line 2: 'some' for the second time"),
                new Malformed("DOS line ends", SOME.replace("\n", "\r\n"), "line 1: ends with a carriage return"));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void refusesWhatIsMalformedWithFileLineAndReason(Malformed file) {
        file.assertRefused(Pressure::parse, "/proc/pressure/memory");
    }
}
