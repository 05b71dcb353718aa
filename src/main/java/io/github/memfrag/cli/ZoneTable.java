package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.fragmentation.HostFragmentation;
import io.github.memfrag.fragmentation.ZoneFragmentation;
import io.github.memfrag.kernel.ZoneWatermarks;
import java.util.List;
import java.util.function.ToLongFunction;

/** Zone by zone: how much is free, in how large a piece at best, and the watermarks. */
final class ZoneTable {
    private static final String NOT_TOLD = "-";

    private final HostFragmentation host;
    private final Pages pages;
    private final Style style;

    ZoneTable(HostFragmentation host, Pages pages, Style style) {
        this.host = requireNonNull(host, "host is null");
        this.pages = requireNonNull(pages, "pages is null");
        this.style = requireNonNull(style, "style is null");
    }

    List<String> lines(int columns) {
        Table table = new Table()
                .heading(style.bold("Zones") + ": memory, the largest free block, and the watermarks min, low and high")
                .row(Cell.empty(), header("free"), header("managed"), header("largest"),
                        header("min"), header("low"), header("high"));
        for (ZoneFragmentation zone : host.zones()) {
            table.row(ZoneLabel.of(zone, host, style), Cell.right(pages.size(zone.blocks().pages())),
                    figure(zone, ZoneWatermarks::managedPages), largest(zone), figure(zone, ZoneWatermarks::minPages),
                    figure(zone, ZoneWatermarks::lowPages), figure(zone, ZoneWatermarks::highPages));
        }
        return table.lines(columns);
    }

    private Cell header(String text) {
        return Cell.right(text, style::dim);
    }

    private Cell largest(ZoneFragmentation zone) {
        return Cell.right(zone.blocks().largestFreeOrder().isPresent()
                ? pages.block(zone.blocks().largestFreeOrder().getAsInt()) : "none");
    }

    private Cell figure(ZoneFragmentation zone, ToLongFunction<ZoneWatermarks> figure) {
        return Cell.right(zone.watermarks().map(marks -> pages.size(figure.applyAsLong(marks))).orElse(NOT_TOLD));
    }
}
