package io.github.memfrag.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.memfrag.kernel.ZoneName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExtfragFileTest {
    @ParameterizedTest
    @CsvSource({"0.000, 0", "0.996, 996", "1.000, 1000", "-1.000, -1000", "0.-500, -500", "0.-05, -5"})
    void readsThousandthsAsTheKernelPrintsThem(String printed, int thousandths) {
        assertEquals(Map.of(new ZoneName(0, "DMA32"), List.of(thousandths)),
                ExtfragFile.parse("Node 0, zone    DMA32 " + printed + " \n"));
    }

    @Test
    void readsEveryZoneAndOrder() {
        assertEquals(Map.of(new ZoneName(0, "DMA"), List.of(-1000, 0), new ZoneName(1, "Normal"), List.of(-500, 900)),
                ExtfragFile.parse("Node 0, zone      DMA -1.000  0.000 \nNode 1, zone   Normal  0.-500  0.900 \n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Node 0, zone DMA", "Node 0, zone DMA 1", "Node 0, zone DMA 0.1x"})
    void refusesAnythingElse(String text) {
        assertThrows(IllegalArgumentException.class, () -> ExtfragFile.parse(text));
    }
}
