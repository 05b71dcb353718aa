package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.fragmentation.ZoneFragmentation;
import io.github.memfrag.kernel.FreeBlocks;
import java.util.ArrayList;
import java.util.List;

/** Says in plain sentences what the free blocks of a zone mean for requests of one order. Facts, no verdict. */
final class Meaning {
    private static final double MOST = 50;

    private final ZoneFragmentation zone;
    private final FreeBlocks blocks;
    private final Pages pages;
    private final int order;

    Meaning(ZoneFragmentation zone, Pages pages, int order) {
        this.zone = requireNonNull(zone, "zone is null");
        this.blocks = zone.blocks();
        this.pages = requireNonNull(pages, "pages is null");
        this.order = order;
    }

    static boolean isMostlyUnusable(ZoneFragmentation zone, int order) {
        return zone.unusablePercent(order) > MOST;
    }

    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        sentences.add(supply());
        if (isMostlyUnusable(zone, order)) {
            sentences.add("A request of order " + order + " that finds no block waits while the kernel reclaims and compacts; one"
                    + " that cannot wait fails (\"page allocation failure: order:" + order + "\").");
        }
        zone.watermarks().filter(marks -> blocks.pages() < marks.lowPages()).ifPresent(marks -> sentences.add(
                "What is free is less than the zone's low watermark, " + pages.size(marks.lowPages())
                        + ": memory is short there, whatever its pieces."));
        return sentences;
    }

    private String supply() {
        if (blocks.pages() == 0) {
            return zone.name() + " has no free memory at all.";
        }
        String free = zone.name() + " has " + pages.size(blocks.pages()) + " free";
        long suitable = blocks.suitable(order);
        if (suitable == 0) {
            return free + ", but no piece of " + pages.block(order) + ": the largest is "
                    + pages.block(blocks.largestFreeOrder().getAsInt()) + ".";
        }
        double usable = 100 - zone.unusablePercent(order);
        return free + ", " + (isMostlyUnusable(zone, order) ? "but only " : "") + Quantity.percent(usable) + " % of it ("
                + pages.size(blocks.pagesFrom(order)) + ") in pieces of " + pages.block(order) + " or more. That is enough for "
                + Quantity.count(suitable, "request") + " of order " + order + " at most.";
    }
}
