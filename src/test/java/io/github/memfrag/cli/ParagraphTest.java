package io.github.memfrag.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParagraphTest {
    @Test
    void breaksLinesBetweenWords() {
        assertEquals(List.of("one two", "three"), Paragraph.wrap("one two three", 9));
    }

    @Test
    void leavesAWordWholeThatIsLongerThanALine() {
        assertEquals(List.of("a", "compact_migrate_scanned"), Paragraph.wrap("a compact_migrate_scanned", 9));
    }

    @ParameterizedTest
    @CsvSource({"61.1 %.", "99.6 %", "64 KiB", "512 B", "1.0 GiB)", "2.5 s,"})
    void keepsANumberAndItsUnitTogether(String amount) {
        assertEquals(List.of("stayed at", amount), Paragraph.wrap("stayed at " + amount, "stayed at ".length() + amount.length() - 1));
    }

    @Test
    void takesNoOrdinaryWordForAUnit() {
        assertEquals(List.of("7", "Besides"), Paragraph.wrap("7 Besides", 7));
    }

    @Test
    void keepsTheItemsOfAListWhole() {
        assertEquals(List.of("drop_slab +1,", "x 0"), Paragraph.wrapItems(List.of("drop_slab +1", "x 0"), 13));
    }

    @Test
    void usesNoMoreThanAHundredColumns() {
        assertEquals(2, Paragraph.wrap("word ".repeat(21).trim(), 200).size());
    }
}
