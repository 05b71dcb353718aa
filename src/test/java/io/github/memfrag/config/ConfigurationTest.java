package io.github.memfrag.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {
    @Test
    void takesFromAnotherOnlyWhatTakesEffectAtOnce() {
        Configuration merged = configuration("port=9001,relief.max=none,verdict.blocks.9=16")
                .withChangesAtOnce(configuration("port=9002,relief.auto=on,verdict.blocks.4=8"));

        assertEquals(configuration("port=9001,relief.auto=on,verdict.blocks.4=8").texts(), merged.texts());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "port=9001           | port=9001           | ",
        "port=8797           |                     | ",
        "port=9001           | port=9002           | port=9002 instead of 9001",
        "relief.max=none     |                     | relief.max=all instead of none",
        "verdict.blocks.9=16 |                     | verdict.blocks.9=unset instead of 16",
        "                    | verdict.blocks.9=16 | verdict.blocks.9=16 instead of unset"})
    void namesWhatDiffersFromAnEarlierOne(String earlier, String later, String change) {
        assertEquals(change == null ? List.of() : List.of(change), configuration(later).changesSince(configuration(earlier)));
    }

    private static Configuration configuration(String arguments) {
        return ConfigurationReader.read(arguments).configuration();
    }
}
