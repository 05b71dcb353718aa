package io.github.memfrag.fragmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteCountTest {
    @ParameterizedTest
    @CsvSource({
            "0, 0 B",
            "1023, 1023 B",
            "1024, 1.0 KiB",
            "1536, 1.5 KiB",
            "1048524, 1023.9 KiB",
            "1048525, 1.0 MiB",
            "3328599655, 3.1 GiB",
            "1099511627776, 1.0 TiB",
            "-40960, -40.0 KiB",
            "-1, -1 B",
            "9223372036854775807, 8.0 EiB",
            "-9223372036854775808, -8.0 EiB"})
    void bytesAreSaidInTheLargestUnitThatFits(long bytes, String text) {
        assertEquals(text, ByteCount.text(bytes));
    }

    @Test
    void thePointIsAPointEverywhere() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            assertEquals("1.5 KiB", ByteCount.text(1536));
        } finally {
            Locale.setDefault(before);
        }
    }
}
