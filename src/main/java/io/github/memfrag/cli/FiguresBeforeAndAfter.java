package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.fragmentation.ByteCount;
import io.github.memfrag.fragmentation.ZoneFragmentation;
import io.github.memfrag.relief.ReliefEffect;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;

/** What matters of a relief, figure by figure: of each watched zone, and of the host. */
final class FiguresBeforeAndAfter {
    private final ReliefEffect effect;
    private final Pages pages;
    private final Style style;

    FiguresBeforeAndAfter(ReliefEffect effect, Pages pages, Style style) {
        this.effect = requireNonNull(effect, "effect is null");
        this.pages = requireNonNull(pages, "pages is null");
        this.style = requireNonNull(style, "style is null");
    }

    List<String> lines(int columns) {
        Table table = new Table()
                .row(Cell.empty(), Cell.right("before", style::dim), Cell.right("after", style::dim), Cell.empty());
        for (ZoneFragmentation before : effect.before().host().watched()) {
            effect.after().host().zone(before.name()).filter(after -> matters(before, after))
                    .ifPresent(after -> addZone(table, before, after));
        }
        table.heading("").heading(style.bold("  Host"));
        addPages(table, "free", effect.before().host().total().pages(), effect.after().host().total().pages());
        addMemory(table, "page cache", "Cached");
        addMemory(table, "reclaimable slab", "SReclaimable");
        addMemory(table, "unreclaimable slab", "SUnreclaim");
        return table.lines(columns);
    }

    /** On a host of many nodes most zones stay as they were; the one that is judged is always worth a look. */
    private boolean matters(ZoneFragmentation before, ZoneFragmentation after) {
        return !before.blocks().equals(after.blocks()) || effect.zone().filter(before.name()::equals).isPresent();
    }

    private void addZone(Table table, ZoneFragmentation before, ZoneFragmentation after) {
        int order = effect.watchOrder();
        table.heading(style.bold("* " + before.name()));
        addUnusable(table, "unusable at order " + order + " (" + pages.block(order) + ")", before.unusablePercent(order),
                after.unusablePercent(order));
        long had = before.blocks().suitable(order);
        long has = after.blocks().suitable(order);
        row(table, "available blocks of order " + order, Quantity.number(had), Quantity.number(has),
                change(has - had, Quantity::number), good(has - had));
        addPages(table, "free", before.blocks().pages(), after.blocks().pages());
    }

    private void addUnusable(Table table, String label, double before, double after) {
        // Both are tenths of a percent: their difference is one too, and no more than that.
        double change = Math.rint((after - before) * 10) / 10;
        row(table, label, Quantity.percent(before) + " %", Quantity.percent(after) + " %",
                change == 0 ? "" : (change > 0 ? "+" : style.minus()) + Quantity.percent(Math.abs(change)), good(-change));
    }

    private void addPages(Table table, String label, long before, long after) {
        row(table, label, pages.size(before), pages.size(after), change(after - before, pages::size),
                good(after - before));
    }

    private void addMemory(Table table, String label, String figure) {
        Map<String, Long> was = effect.memInfoBefore();
        Map<String, Long> is = effect.memInfoAfter();
        if (was.containsKey(figure) && is.containsKey(figure)) {
            long change = is.get(figure) - was.get(figure);
            row(table, label, ByteCount.text(was.get(figure)), ByteCount.text(is.get(figure)),
                    change(change, ByteCount::text), UnaryOperator.identity());
        }
    }

    private String change(long change, LongFunction<String> text) {
        return change == 0 ? "" : Quantity.change(change, text, style);
    }

    private UnaryOperator<String> good(double gain) {
        return gain == 0 ? UnaryOperator.identity() : gain > 0 ? style::green : style::red;
    }

    private static void row(Table table, String label, String before, String after, String change, UnaryOperator<String> paint) {
        table.row(Cell.left("    " + label), Cell.right(before), Cell.right(after), Cell.right(change, paint));
    }
}
