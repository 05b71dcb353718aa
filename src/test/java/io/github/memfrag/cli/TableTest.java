package io.github.memfrag.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    private final Table table = new Table()
            .row(Cell.left("zone"), Cell.right("0"), Cell.right("10"))
            .heading("Free blocks, a line as long as it likes")
            .row(Cell.left("DMA"), Cell.right("12345"), Cell.right("1"));

    @Test
    void alignsColumnsTwoSpacesApart() {
        assertEquals(List.of(
                "zone      0  10",
                "Free blocks, a line as long as it likes",
                "DMA   12345   1"), table.lines(15));
    }

    @Test
    void movesColumnsTogetherWhereTheLineIsTooShort() {
        assertEquals(List.of(
                "zone     0 10",
                "Free blocks, a line as long as it likes",
                "DMA  12345  1"), table.lines(14));
    }

    @Test
    void goesOnBelowWhereEvenThatIsTooLong() {
        assertEquals(List.of(
                "zone     0",
                "Free blocks, a line as long as it likes",
                "DMA  12345",
                "",
                "zone 10",
                "Free blocks, a line as long as it likes",
                "DMA   1"), table.lines(12));
    }

    @Test
    void givesEachColumnALineWhereNothingFits() {
        assertEquals(7, table.lines(1).size());
    }

    @Test
    void coloursTheTextButNotTheSpaceBefore() {
        assertEquals(List.of("   <7>"),
                new Table().row(Cell.left(""), Cell.right("7", text -> "<" + text + ">")).row(Cell.left(""), Cell.right("42"))
                        .lines(80).subList(0, 1));
    }

    @Test
    void letsADrawingFillItsColumn() {
        assertEquals(List.of("  1234", "  ####"), new Table()
                .row(Cell.left(""), Cell.right("1234"))
                .row(Cell.left(""), Cell.filling(width -> Cell.repeat('#', width))).lines(80));
    }

    @Test
    void refusesARowOfAnotherLength() {
        assertThrows(IllegalArgumentException.class, () -> table.row(Cell.left("DMA")));
    }
}
