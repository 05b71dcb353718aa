package io.github.memfrag.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagesTest {
    @ParameterizedTest
    @CsvSource({
        "4096,  0,  4 KiB,   4K", "4096,  4,  64 KiB,  64K", "4096,  10, 4 MiB, 4M", "16384, 11, 32 MiB, 32M",
        "65536, 4,  1 MiB,   1M", "65536, 13, 512 MiB, 512M", "65536, 14, 1 GiB, 1G"})
    void saysHowLargeABlockIs(long pageSizeBytes, int order, String text, String shortText) {
        Pages pages = new Pages(OptionalLong.of(pageSizeBytes));
        assertEquals(text, pages.block(order));
        assertEquals(shortText, pages.shortBlock(order));
    }

    @Test
    void saysSizesInBytes() {
        assertEquals("1.0 GiB", new Pages(OptionalLong.of(4096)).size(271_056));
    }

    @Test
    void countsPagesWhereTheirSizeIsNotKnown() {
        Pages pages = new Pages(OptionalLong.empty());
        assertEquals("271,056 pages", pages.size(271_056));
        assertEquals("1 page", pages.block(0));
        assertEquals("16p", pages.shortBlock(4));
    }
}
