package io.github.memfrag.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {
    private static final List<Option> ALLOWED = List.of(Option.JSON, Option.ORDER, Option.COLOR, ReportCommand.WATCH);

    @ParameterizedTest
    @CsvSource({"--order 3", "--order=3", "--order 9 --order 3", "x --order 3", "--order 3 x"})
    void findsAnOptionsValueWhereverItStands(String line) throws UsageException {
        assertEquals(OptionalInt.of(3), parse(line).number(Option.ORDER, 0, 30));
    }

    @Test
    void tellsWhichFlagsWereGiven() throws UsageException {
        assertTrue(parse("--json").has(Option.JSON));
        assertFalse(parse("x").has(Option.JSON));
    }

    @Test
    void keepsOperandsInOrder() throws UsageException {
        assertEquals(List.of("4711", "port=1", "-"), parse("4711 --json port=1 -").operands());
    }

    @ParameterizedTest
    @CsvSource({"--watch, 2s", "--watch 5s, 2s", "--watch=5s, 5s"})
    void impliesAValueWhereItMayBeLeftOut(String line, String value) throws UsageException {
        assertEquals(Optional.of(value), parse(line).value(ReportCommand.WATCH));
    }

    @Test
    void takesEverythingAfterTwoDashesAsOperands() throws UsageException {
        assertEquals(List.of("--json", "x"), parse("-- --json x").operands());
    }

    @Test
    void hasNoValueForWhatWasNotGiven() throws UsageException {
        assertEquals(OptionalInt.empty(), parse("x").number(Option.ORDER, 0, 30));
        assertEquals(Optional.empty(), parse("x").oneOf(Option.COLOR, "auto"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "--jsn           | unknown option --jsn; did you mean --json?",
            "-j              | unknown option -j; there are --json, --order, --color, --watch",
            "--json=yes      | --json takes no value",
            "--order         | --order needs a value: --order N"})
    void refusesWhatIsNotAllowedAndSaysWhatIs(String line, String message) {
        assertEquals(message, assertThrows(UsageException.class, () -> parse(line)).getMessage());
    }

    @ParameterizedTest
    @CsvSource({"four", "-1", "31", "4.0", "99999999999", "''"})
    void refusesANumberOutOfRange(String value) {
        assertEquals("--order " + value + " is not allowed: a whole number from 0 to 30", assertThrows(UsageException.class,
                () -> parse("--order=" + value).number(Option.ORDER, 0, 30)).getMessage());
    }

    @Test
    void refusesAWordThatIsNotOneOfThoseAllowed() {
        assertEquals("--color sometimes is not allowed: auto, never", assertThrows(UsageException.class,
                () -> parse("--color sometimes").oneOf(Option.COLOR, "auto", "never")).getMessage());
    }

    private static Arguments parse(String line) throws UsageException {
        return Arguments.parse(List.of(line.split(" ")), ALLOWED);
    }
}
