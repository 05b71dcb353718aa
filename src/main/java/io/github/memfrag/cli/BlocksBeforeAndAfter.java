package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.fragmentation.HostFragmentation;
import io.github.memfrag.fragmentation.ZoneFragmentation;
import io.github.memfrag.kernel.FreeBlocks;
import io.github.memfrag.relief.ReliefEffect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/** The free blocks of every zone before and after a relief, order by order, as they lie on the free lists. */
final class BlocksBeforeAndAfter {
    private final HostFragmentation before;
    private final HostFragmentation after;
    private final int order;
    private final Pages pages;
    private final Style style;

    BlocksBeforeAndAfter(ReliefEffect effect, Pages pages, Style style) {
        this.before = effect.before().host();
        this.after = effect.after().host();
        this.order = effect.watchOrder();
        this.pages = requireNonNull(pages, "pages is null");
        this.style = requireNonNull(style, "style is null");
    }

    List<String> lines(int columns) {
        Table table = new Table();
        new OrderRuler(before.total().orders(), order, pages, style).addTo(table);
        boolean apart = true;
        for (ZoneFragmentation zone : before.zones()) {
            Optional<FreeBlocks> now = after.zone(zone.name()).map(ZoneFragmentation::blocks);
            boolean unchanged = now.filter(zone.blocks()::equals).isPresent();
            if (apart || !unchanged) {
                table.heading("");
            }
            apart = !unchanged;
            if (unchanged) {
                table.row(row(label(zone, " (same)"), o -> plain(zone.blocks().count(o), o)));
                continue;
            }
            table.heading(style.bold(label(zone, now.isPresent() ? "" : " (gone meanwhile)")));
            table.row(row("    before", o -> plain(zone.blocks().count(o), o)));
            now.ifPresent(blocks -> {
                table.row(row("    after", o -> plain(blocks.count(o), o)));
                table.row(row("    change", o -> changed(blocks.count(o) - zone.blocks().count(o), o)));
            });
        }
        return table.lines(columns);
    }

    private String label(ZoneFragmentation zone, String remark) {
        return (before.watched().contains(zone) ? "* " : "  ") + zone.name() + remark;
    }

    private List<Cell> row(String label, IntFunction<Cell> cell) {
        List<Cell> row = new ArrayList<>();
        row.add(Cell.left(label));
        for (int o = 0; o < before.total().orders(); o++) {
            row.add(cell.apply(o));
        }
        return row;
    }

    private Cell plain(long count, int o) {
        return Cell.right(String.valueOf(count), o == order ? style::bold : count == 0 ? style::dim : UnaryOperator.identity());
    }

    /** Blocks too small for the order are no gain and their loss no harm: merging uses them up. */
    private Cell changed(long change, int o) {
        return Cell.right(Quantity.change(change, String::valueOf, style),
                change == 0 ? style::dim : o < order ? UnaryOperator.identity() : change > 0 ? style::green : style::red);
    }
}
