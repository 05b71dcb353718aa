package io.github.memfrag.kernel;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.OptionalInt;

/** The free blocks of one zone, or of several together, counted by order. A block of order o is 2^o pages. */
public final class FreeBlocks {
    /** 2^30 pages of 4 KiB would be 4 TiB in one block: no kernel has more orders. */
    static final int MAX_ORDERS = 31;
    /** Far above any address space, and low enough that thousandths of it can be computed in a long. */
    private static final long MAX_PAGES = Long.MAX_VALUE / 1000;

    private final long[] countByOrder;

    private FreeBlocks(long[] countByOrder) {
        this.countByOrder = countByOrder;
    }

    /**
     * @param countByOrder index = order; 1 to 31 orders, no count below 0
     * @throws ArithmeticException when these are more pages than any address space holds
     */
    public static FreeBlocks of(long... countByOrder) {
        requireNonNull(countByOrder, "countByOrder is null");
        if (countByOrder.length == 0 || countByOrder.length > MAX_ORDERS) {
            throw new IllegalArgumentException(countByOrder.length + " orders, 1 to " + MAX_ORDERS + " are possible");
        }
        long pages = 0;
        for (int order = 0; order < countByOrder.length; order++) {
            if (countByOrder[order] < 0) {
                throw new IllegalArgumentException("order " + order + " has " + countByOrder[order] + " blocks");
            }
            if (countByOrder[order] > (MAX_PAGES - pages) >> order) {
                throw new ArithmeticException("more free pages than any address space holds");
            }
            pages += countByOrder[order] << order;
        }
        return new FreeBlocks(countByOrder.clone());
    }

    /** How many orders the kernel has (NR_PAGE_ORDERS): usually 11, the highest order is one less. */
    public int orders() {
        return countByOrder.length;
    }

    /** Free blocks of exactly this order; 0 for an order that the kernel does not have. */
    public long count(int order) {
        return checked(order) < countByOrder.length ? countByOrder[order] : 0;
    }

    /** A copy; index = order. */
    public long[] countByOrder() {
        return countByOrder.clone();
    }

    /** Free pages in blocks of every order. */
    public long pages() {
        return pagesFrom(0);
    }

    /** Free pages in blocks of this order and above: what a request of this order could be served from. */
    public long pagesFrom(int order) {
        long pages = 0;
        for (int o = checked(order); o < countByOrder.length; o++) {
            pages += countByOrder[o] << o;
        }
        return pages;
    }

    /** Free blocks of every order, each counted as one. */
    public long blocks() {
        return Arrays.stream(countByOrder).sum();
    }

    /**
     * Blocks of this order that the free blocks of this order and above can be split into. What may really be handed out
     * is less: watermarks, HIGHATOMIC and CMA blocks are not subtracted.
     */
    public long suitable(int order) {
        return pagesFrom(order) >> order;
    }

    /** The highest order with a free block; empty when nothing is free. */
    public OptionalInt largestFreeOrder() {
        for (int order = countByOrder.length - 1; order >= 0; order--) {
            if (countByOrder[order] > 0) {
                return OptionalInt.of(order);
            }
        }
        return OptionalInt.empty();
    }

    /**
     * The sum, order by order.
     *
     * @throws ArithmeticException when these are more pages than any address space holds
     */
    public FreeBlocks plus(FreeBlocks other) {
        requireNonNull(other, "other is null");
        long[] sum = Arrays.copyOf(countByOrder, Math.max(orders(), other.orders()));
        for (int order = 0; order < other.orders(); order++) {
            sum[order] += other.countByOrder[order];
        }
        return of(sum);
    }

    /** An order may be higher than this kernel's highest, since people configure the one they care for, but not without bounds. */
    private static int checked(int order) {
        if (order < 0 || order >= MAX_ORDERS) {
            throw new IllegalArgumentException("order " + order + ", 0 to " + (MAX_ORDERS - 1) + " are possible");
        }
        return order;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FreeBlocks && Arrays.equals(countByOrder, ((FreeBlocks) other).countByOrder);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(countByOrder);
    }

    @Override
    public String toString() {
        return Arrays.toString(countByOrder);
    }
}
