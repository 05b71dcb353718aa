package io.github.memfrag.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineFragmenterTest {
    @ParameterizedTest
    @CsvSource({"8192, 2048, true", "8191, 2048, false", "4096, 0, true", "4095, 0, false"})
    void leavesFourGibibytesAvailable(long availableMib, long mebibytes, boolean fragments) {
        assertEquals(fragments, MachineFragmenter.lack(mebibytes, availableMib).isEmpty());
    }
}
