package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.fragmentation.HostFragmentation;
import io.github.memfrag.fragmentation.ZoneFragmentation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Zone by zone and order by order: the free blocks, and how much of the free memory a request of the order cannot use. */
final class OrderTable {
    private final HostFragmentation host;
    private final Pages pages;
    private final int order;
    private final Style style;
    private final Heat heat;

    /** @param order the one to stand out */
    OrderTable(HostFragmentation host, Pages pages, int order, Style style) {
        this.host = requireNonNull(host, "host is null");
        this.pages = requireNonNull(pages, "pages is null");
        this.order = order;
        this.style = requireNonNull(style, "style is null");
        this.heat = new Heat(style);
    }

    List<String> lines(int columns) {
        Table table = new Table();
        new OrderRuler(host.total().orders(), order, pages, style).addTo(table);
        table.heading("").heading(style.bold("Free blocks") + ": how many of each order");
        host.zones().forEach(zone -> table.row(freeBlocks(zone)));
        table.heading("").heading(style.bold("Unusable") + ": % of the free memory that lies in blocks too small for the order");
        host.zones().forEach(zone -> addUnusable(zone, table));
        return table.lines(columns);
    }

    private List<Cell> freeBlocks(ZoneFragmentation zone) {
        List<Cell> row = new ArrayList<>();
        row.add(label(zone));
        for (int o = 0; o < zone.blocks().orders(); o++) {
            long count = zone.blocks().count(o);
            row.add(Cell.right(String.valueOf(count), count == 0 && o != order ? style::dim : emphasis(o)));
        }
        return row;
    }

    private void addUnusable(ZoneFragmentation zone, Table table) {
        List<Cell> numbers = new ArrayList<>();
        List<Cell> bars = new ArrayList<>();
        numbers.add(label(zone));
        bars.add(Cell.empty());
        for (int o = 0; o < zone.blocks().orders(); o++) {
            double percent = zone.unusablePercent(o);
            numbers.add(Cell.right(Quantity.percent(percent), percent == 0 ? style::dim : emphasis(o)));
            bars.add(heat.bar(percent));
        }
        table.row(numbers);
        if (Arrays.stream(zone.unusablePercentByOrder()).anyMatch(heat::showsBar)) {
            table.row(bars);
        }
    }

    private Cell label(ZoneFragmentation zone) {
        return ZoneLabel.of(zone, host, style);
    }

    private UnaryOperator<String> emphasis(int o) {
        return o == order ? style::bold : UnaryOperator.identity();
    }
}
