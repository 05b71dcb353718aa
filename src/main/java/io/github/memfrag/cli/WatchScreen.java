package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toList;

import io.github.memfrag.fragmentation.HostFragmentation;
import io.github.memfrag.fragmentation.ZoneFragmentation;
import io.github.memfrag.sampling.Snapshot;
import io.github.memfrag.verdict.Trend;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The page of {@code report --watch}: the verdict, and per watched zone and order a sparkline of the samples so far. */
final class WatchScreen {
    /** As many samples as the widest sparkline shows. */
    private static final int MAX_SAMPLES = 200;
    private static final int MIN_SAMPLES = 8;
    private static final int GAP = 2;
    private static final String GONE = " ";

    private final List<String> subject;
    private final Pages pages;
    private final Duration interval;
    private final Style style;
    private final Heat heat;
    private final DateTimeFormatter clock;
    private final Deque<HostFragmentation> samples = new ArrayDeque<>();
    private Instant since;

    /**
     * @param subject lines that say which host it is
     * @param zone of the times of day
     */
    WatchScreen(List<String> subject, Pages pages, Duration interval, Style style, ZoneId zone) {
        this.subject = requireNonNull(subject, "subject is null");
        this.pages = requireNonNull(pages, "pages is null");
        this.interval = requireNonNull(interval, "interval is null");
        this.style = requireNonNull(style, "style is null");
        this.heat = new Heat(style);
        this.clock = DateTimeFormatter.ofPattern("HH:mm:ss").withZone(requireNonNull(zone, "zone is null"));
    }

    /**
     * The page after one sample more.
     *
     * @param columns how many characters a line may have
     */
    List<String> next(Snapshot snapshot, int columns) {
        Instant now = Instant.ofEpochMilli(snapshot.reading().epochMillis());
        since = since == null ? now : since;
        samples.addLast(snapshot.host());
        if (samples.size() > MAX_SAMPLES) {
            samples.removeFirst();
        }
        List<String> lines = new ArrayList<>(subject);
        lines.add(style.dim(clock.format(now) + style.separator() + "every " + every() + " since " + clock.format(since)
                + style.separator() + "Ctrl-C ends it"));
        lines.add("");
        StateText state = new StateText(snapshot.verdict(), style);
        lines.add(state.headline());
        lines.addAll(state.reason(columns));
        lines.add("");
        lines.addAll(zones(snapshot, columns));
        trend(snapshot.trend()).ifPresent(text -> {
            lines.add("");
            lines.add(text);
        });
        return lines;
    }

    private String every() {
        long millis = interval.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }

    private List<String> zones(Snapshot snapshot, int columns) {
        // What the numbers need is known only when they are laid out: the sparklines get the rest.
        int numbers = table(snapshot, 0).lines(Integer.MAX_VALUE).stream().mapToInt(WatchScreen::visibleLength).max().orElse(0);
        return table(snapshot, Math.max(MIN_SAMPLES, columns - numbers - GAP)).lines(columns);
    }

    private static int visibleLength(String line) {
        return line.replaceAll("\u001b\\[\\d+m", "").length();
    }

    private Table table(Snapshot snapshot, int samplesShown) {
        Table table = new Table().row(Cell.empty(), header("order"), header("free"), header("blocks"), header("unusable"), Cell.empty());
        for (ZoneFragmentation zone : snapshot.host().watched()) {
            for (int order : snapshot.verdict().watchOrders()) {
                double percent = zone.unusablePercent(order);
                table.row(Cell.left(zone.name().toString(), style::bold), Cell.right(String.valueOf(order)),
                        Cell.right(pages.size(zone.blocks().pages())), Cell.right(Quantity.number(zone.blocks().suitable(order))),
                        Cell.right(Quantity.percent(percent) + " %", text -> heat.paint(percent, style.bold(text))),
                        sparkline(zone, order, samplesShown));
            }
        }
        return table;
    }

    private Cell header(String text) {
        return Cell.right(text, style::dim);
    }

    private Cell sparkline(ZoneFragmentation zone, int order, int samplesShown) {
        Function<HostFragmentation, String> sign = host -> host.zone(zone.name())
                .map(then -> heat.sign(then.unusablePercent(order))).orElse(GONE);
        List<String> signs = samples.stream().skip(Math.max(0, samples.size() - samplesShown)).map(sign).collect(toList());
        return Cell.left(Cell.repeat(' ', signs.size()), blank -> String.join("", signs));
    }

    private Optional<String> trend(Trend trend) {
        if (!trend.percentPerHour().isPresent()) {
            return Optional.empty();
        }
        double perHour = trend.percentPerHour().getAsDouble();
        return Optional.of("Trend: " + (perHour > 0 ? "+" : perHour < 0 ? style.minus() : "") + Quantity.percent(Math.abs(perHour))
                + " % per hour" + (trend.hoursToCritical().isPresent()
                        ? ", critical in " + Quantity.percent(trend.hoursToCritical().getAsDouble()) + " h" : ""));
    }
}
