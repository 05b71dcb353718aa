package io.github.memfrag.http;

import java.util.concurrent.TimeUnit;

/** How many requests a client may send: so many a second, and after a pause some seconds' worth at once. Thread-safe. */
final class RequestBudget {
    /** After a pause that many seconds' worth may come at once. */
    private static final int BURST_SECONDS = 4;
    /** An answer costs the host about its size: to make, to keep until it is taken, to send. */
    private static final int ANSWER_BYTES_OF_A_REQUEST = 8 << 10;
    private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final double perSecond;
    private double left;
    private long seenNanos;

    /** @param nowNanos as {@link System#nanoTime}, here and below */
    RequestBudget(int perSecond, long nowNanos) {
        this.perSecond = perSecond;
        this.left = most();
        this.seenNanos = nowNanos;
    }

    /** Takes one request from the budget; where it is used up, the answer is after how many seconds there is something again. */
    synchronized int secondsToWait(long nowNanos) {
        refill(nowNanos);
        if (left >= 1) {
            left--;
            return 0;
        }
        return (int) Math.ceil((1 - left) / perSecond);
    }

    /** In how many seconds nothing will be owed any more; 0 where nothing is. */
    synchronized int secondsInDebt(long nowNanos) {
        refill(nowNanos);
        return left >= 0 ? 0 : (int) Math.ceil(-left / perSecond);
    }

    /** Takes more for a request that turns out to be worth several; what is not there is owed. */
    synchronized void charge(double requests) {
        left = Math.max(left - requests, -most());
    }

    /** Takes what a large answer is worth beside its request. */
    void chargeFor(Answer answer) {
        charge(answer.body().length / ANSWER_BYTES_OF_A_REQUEST);
    }

    private void refill(long nowNanos) {
        long passedNanos = nowNanos - seenNanos;
        if (passedNanos > 0) { // another thread may have been quicker since it looked at the clock
            left = Math.min(most(), left + passedNanos / NANOS_PER_SECOND * perSecond);
            seenNanos = nowNanos;
        }
    }

    private double most() {
        return BURST_SECONDS * perSecond;
    }
}
