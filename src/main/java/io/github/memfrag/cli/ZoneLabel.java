package io.github.memfrag.cli;

import io.github.memfrag.fragmentation.HostFragmentation;
import io.github.memfrag.fragmentation.ZoneFragmentation;
import java.util.function.UnaryOperator;

/** The first cell of a zone's row; a star marks the zones that speak for the host. */
final class ZoneLabel {
    private ZoneLabel() {}

    static Cell of(ZoneFragmentation zone, HostFragmentation host, Style style) {
        boolean watched = host.watched().contains(zone);
        return Cell.left((watched ? "* " : "  ") + zone.name(), watched ? style::bold : UnaryOperator.identity());
    }
}
