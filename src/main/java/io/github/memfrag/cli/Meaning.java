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

    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        long suitable = blocks.suitable(order);
        if (blocks.pages() == 0) {
            sentences.add(zone.name() + " has no free memory at all.");
        } else if (suitable == 0) {
            sentences.add(zone.name() + " has " + pages.size(blocks.pages()) + " free, but not one piece of " + pages.block(order)
                    + ": its largest free block is " + pages.block(blocks.largestFreeOrder().getAsInt()) + ".");
        } else {
            double usable = 100 - zone.unusablePercent(order);
            sentences.add(zone.name() + " has " + pages.size(blocks.pages()) + " free, " + (usable < MOST ? "but only " : "")
                    + Quantity.percent(usable) + " % of it (" + pages.size(blocks.pagesFrom(order)) + ") in pieces of "
                    + pages.block(order) + " or more: enough for " + Quantity.count(suitable, "request") + " of order " + order
                    + " at most.");
        }
        if (zone.unusablePercent(order) > MOST) {
            sentences.add("A request of order " + order + " that finds no block has to wait while the kernel reclaims and compacts;"
                    + " one that cannot wait fails: \"page allocation failure: order:" + order + "\".");
        }
        zone.watermarks().filter(marks -> blocks.pages() < marks.lowPages()).ifPresent(marks -> sentences.add(
                "The free memory is under the zone's low watermark (" + pages.size(marks.lowPages())
                        + "): memory is short there, not only in pieces."));
        return sentences;
    }
}
