package io.github.memfrag.verdict;

import java.util.StringJoiner;

/** Lines of /proc/buddyinfo with a wanted shape. */
final class BuddyRow {
    private BuddyRow() {}

    static String normal(double unusablePercent, long blocks, int order) {
        return normal(unusablePercent, blocks, order, 0);
    }

    /** @param restOrder order of the blocks that are too small */
    static String normal(double unusablePercent, long blocks, int order, int restOrder) {
        return zone("Node 0, zone Normal", unusablePercent, blocks, order, 11, restOrder);
    }

    static String zone(String name, double unusablePercent, long blocks, int order, int orders) {
        return zone(name, unusablePercent, blocks, order, orders, 0);
    }

    /**
     * So many blocks of the order, and so many smaller ones that they make up this share of the free memory; at 100 %, with no
     * block, a thousand smaller ones.
     */
    private static String zone(String name, double unusablePercent, long blocks, int order, int orders, int restOrder) {
        long usablePages = blocks << order;
        long rest = blocks == 0 ? 1000 : Math.round(usablePages * unusablePercent / (100 - unusablePercent) / (1 << restOrder));
        StringJoiner row = new StringJoiner(" ").add(name);
        for (int i = 0; i < orders; i++) {
            row.add(String.valueOf(i == restOrder ? rest : i == order ? blocks : 0));
        }
        return row.toString();
    }
}
