package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** The two lines over a table whose columns are orders: the orders, and how large a block of each is. */
final class OrderRuler {
    private final int orders;
    private final int order;
    private final Pages pages;
    private final Style style;

    /** @param order the one to stand out */
    OrderRuler(int orders, int order, Pages pages, Style style) {
        this.orders = orders;
        this.order = order;
        this.pages = requireNonNull(pages, "pages is null");
        this.style = requireNonNull(style, "style is null");
    }

    void addTo(Table table) {
        table.row(cells("order", o -> o == order ? "[" + o + "]" : String.valueOf(o)));
        table.row(cells("block", pages::shortBlock));
    }

    private List<Cell> cells(String label, IntFunction<String> text) {
        List<Cell> row = new ArrayList<>();
        row.add(Cell.left("  " + label, style::dim));
        for (int o = 0; o < orders; o++) {
            row.add(Cell.right(text.apply(o), o == order ? style::bold : style::dim));
        }
        return row;
    }
}
