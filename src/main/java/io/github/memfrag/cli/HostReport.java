package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.fragmentation.HostFragmentation;
import io.github.memfrag.fragmentation.ZoneFragmentation;
import io.github.memfrag.kernel.ZoneWatermarks;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;

/** The free memory of a host as a person wants to see it: how much of it a request of one order can use, and the numbers behind. */
final class HostReport {
    private final HostFragmentation host;
    private final Pages pages;
    private final int order;
    private final Style style;
    private final Heat heat;

    HostReport(HostFragmentation host, Pages pages, int order, Style style) {
        this.host = requireNonNull(host, "host is null");
        this.pages = requireNonNull(pages, "pages is null");
        this.order = order;
        this.style = requireNonNull(style, "style is null");
        this.heat = new Heat(style);
    }

    /** @param columns how many characters a line may have */
    List<String> lines(int columns) {
        List<String> lines = new ArrayList<>();
        host.watched().forEach(zone -> lines.add(headline(zone)));
        lines.add("");
        lines.add(style.bold("Free blocks") + ": how many of each order lie on the free lists");
        lines.addAll(freeBlocks().lines(columns));
        lines.add("");
        lines.add(style.bold("Unusable free memory") + ": % of a zone's free memory in blocks too small for a request of the order");
        lines.addAll(unusable().lines(columns));
        lines.add("");
        lines.addAll(zones().lines(columns));
        host.worst(order).ifPresent(zone -> {
            lines.add("");
            lines.add(style.bold("What that means"));
            new Meaning(zone, pages, order).sentences().forEach(sentence -> lines.addAll(Paragraph.wrap(sentence, columns)));
        });
        return lines;
    }

    private String headline(ZoneFragmentation zone) {
        double percent = zone.unusablePercent(order);
        String share = heat.paint(percent, style.bold(Quantity.percent(percent) + " %"));
        return style.bold(zone.name().toString()) + ": " + share + " of the free memory is unusable at order " + order + " ("
                + pages.block(order) + "); " + Quantity.count(zone.blocks().suitable(order), "block") + " left";
    }

    private Table freeBlocks() {
        Table table = new Table().row(orders("order", o -> o == order ? "[" + o + "]" : String.valueOf(o)))
                .row(orders("", o -> pages.shortSize(1L << o)));
        for (ZoneFragmentation zone : host.zones()) {
            List<Cell> row = new ArrayList<>();
            row.add(label(zone));
            for (int o = 0; o < zone.blocks().orders(); o++) {
                long count = zone.blocks().count(o);
                row.add(Cell.right(String.valueOf(count), count == 0 ? style::dim : emphasis(o)));
            }
            table.row(row);
        }
        return table;
    }

    private Table unusable() {
        Table table = new Table().row(orders("order", o -> o == order ? "[" + o + "]" : String.valueOf(o)));
        for (ZoneFragmentation zone : host.zones()) {
            List<Cell> numbers = new ArrayList<>();
            List<Cell> bars = new ArrayList<>();
            numbers.add(label(zone));
            bars.add(Cell.empty());
            for (int o = 0; o < zone.blocks().orders(); o++) {
                double percent = zone.unusablePercent(o);
                numbers.add(Cell.right(Quantity.percent(percent), emphasis(o)));
                bars.add(heat.bar(percent));
            }
            table.row(numbers).row(bars);
        }
        return table;
    }

    private Table zones() {
        Table table = new Table().row(Cell.left(""), Cell.right("free"), Cell.right("managed"), Cell.right("largest block"),
                Cell.right("min"), Cell.right("low"), Cell.right("high watermark"));
        for (ZoneFragmentation zone : host.zones()) {
            String largest = zone.blocks().largestFreeOrder().isPresent()
                    ? pages.block(zone.blocks().largestFreeOrder().getAsInt()) : "-";
            table.row(label(zone), Cell.right(pages.size(zone.blocks().pages())), figure(zone, ZoneWatermarks::managedPages),
                    Cell.right(largest), figure(zone, ZoneWatermarks::minPages), figure(zone, ZoneWatermarks::lowPages),
                    figure(zone, ZoneWatermarks::highPages));
        }
        return table;
    }

    private Cell figure(ZoneFragmentation zone, ToLongFunction<ZoneWatermarks> figure) {
        return Cell.right(zone.watermarks().map(marks -> pages.size(figure.applyAsLong(marks))).orElse("-"));
    }

    private Cell label(ZoneFragmentation zone) {
        boolean watched = host.watched().contains(zone);
        return Cell.left((watched ? "* " : "  ") + zone.name(), watched ? style::bold : UnaryOperator.identity());
    }

    private List<Cell> orders(String label, java.util.function.IntFunction<String> text) {
        List<Cell> row = new ArrayList<>();
        row.add(Cell.left("  " + label, style::dim));
        for (int o = 0; o < host.total().orders(); o++) {
            row.add(Cell.right(text.apply(o), o == order ? style::bold : style::dim));
        }
        return row;
    }

    private UnaryOperator<String> emphasis(int o) {
        return o == order ? style::bold : UnaryOperator.identity();
    }
}
