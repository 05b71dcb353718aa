package io.github.memfrag.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FreeBlocksTest {
    private static final FreeBlocks BLOCKS = FreeBlocks.of(5, 3, 0, 2);

    @Test
    void countsPagesAndBlocksOfAllOrders() {
        assertEquals(5 + 3 * 2 + 2 * 8, BLOCKS.pages());
        assertEquals(10, BLOCKS.blocks());
        assertEquals(4, BLOCKS.orders());
    }

    @ParameterizedTest
    @CsvSource({"0, 5, 27, 27", "1, 3, 22, 11", "2, 0, 16, 4", "3, 2, 16, 2", "4, 0, 0, 0", "30, 0, 0, 0"})
    void countsWhatARequestOfAnOrderCouldBeServedFrom(int order, long count, long pages, long suitable) {
        assertEquals(count, BLOCKS.count(order));
        assertEquals(pages, BLOCKS.pagesFrom(order));
        assertEquals(suitable, BLOCKS.suitable(order));
    }

    @Test
    void namesTheLargestFreeOrder() {
        assertEquals(OptionalInt.of(3), BLOCKS.largestFreeOrder());
        assertEquals(OptionalInt.of(0), FreeBlocks.of(1, 0, 0).largestFreeOrder());
        assertEquals(OptionalInt.empty(), FreeBlocks.of(0, 0, 0).largestFreeOrder());
    }

    @Test
    void addsOrderByOrder() {
        assertEquals(FreeBlocks.of(6, 5, 3, 2), BLOCKS.plus(FreeBlocks.of(1, 2, 3)));
        assertEquals(FreeBlocks.of(6, 5, 3, 2), FreeBlocks.of(1, 2, 3).plus(BLOCKS));
    }

    @Test
    void doesNotChangeWithTheArraysGivenAndTaken() {
        long[] given = {5, 3, 0, 2};
        FreeBlocks blocks = FreeBlocks.of(given);
        given[0] = 99;
        blocks.countByOrder()[1] = 99;

        assertEquals(BLOCKS, blocks);
        assertEquals(BLOCKS.hashCode(), blocks.hashCode());
        assertArrayEquals(new long[] {5, 3, 0, 2}, blocks.countByOrder());
    }

    @Test
    void holdsUpToAThousandthOfALongInPages() {
        long most = Long.MAX_VALUE / 1000;

        assertEquals(most, FreeBlocks.of(most).pages());
        assertThrows(ArithmeticException.class, () -> FreeBlocks.of(most + 1));
        assertThrows(ArithmeticException.class, () -> FreeBlocks.of(0, most / 2 + 1));
        assertThrows(ArithmeticException.class, () -> FreeBlocks.of(most).plus(FreeBlocks.of(1)));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 31, 64, Integer.MAX_VALUE})
    void refusesAnOrderThatNoKernelHas(int order) {
        assertThrows(IllegalArgumentException.class, () -> BLOCKS.count(order));
        assertThrows(IllegalArgumentException.class, () -> BLOCKS.pagesFrom(order));
        assertThrows(IllegalArgumentException.class, () -> BLOCKS.suitable(order));
    }

    @Test
    void refusesCountsThatCannotBe() {
        assertThrows(IllegalArgumentException.class, FreeBlocks::of);
        assertThrows(IllegalArgumentException.class, () -> FreeBlocks.of(1, -1));
        assertThrows(IllegalArgumentException.class, () -> FreeBlocks.of(new long[32]));
    }
}
