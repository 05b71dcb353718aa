package io.github.memfrag.http;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.http.HttpConnection;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.impl.Http1StreamListener;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOSession;

/**
 * One client's connection, watched for slowness: while we wait for the client, to send a request or to take an answer, a deadline
 * runs; while a request is worked on none does. The deadline is for the whole of it, however many bytes drip meanwhile. Of requests
 * that were sent at once the next is begun when the answer before is out, so that who does not read makes work for one at most.
 */
final class Connection implements Http1StreamListener {
    private final IOSession session;
    private final HttpLimits limits;
    private final Client client;
    private final Queue<Runnable> next = new ArrayDeque<>();
    private boolean taken;
    private int open;
    private int working;
    private boolean answering;
    private long waitingSinceNanos;
    private long patienceNanos;

    Connection(IOSession session, HttpLimits limits, Client client) {
        this.session = requireNonNull(session, "session is null");
        this.limits = requireNonNull(limits, "limits is null");
        this.client = requireNonNull(client, "client is null");
        waitFor(limits.transferMillis());
    }

    @Override
    public synchronized void onRequestHead(HttpConnection connection, HttpRequest request) {
        open++;
        waitFor(limits.transferMillis());
    }

    /** Whether the client sends on and on without waiting for answers. */
    synchronized boolean isFlooded() {
        return open > HttpLimits.MAX_PIPELINED;
    }

    Client client() {
        return client;
    }

    /** Whether a request was begun whose answer is not out yet. */
    synchronized boolean isTaken() {
        return taken;
    }

    /** Begins a request, now or when it is its turn. */
    void take(Runnable request) {
        synchronized (this) {
            if (taken) {
                next.add(request);
                return;
            }
            taken = true;
        }
        request.run();
    }

    /** The answer of the request that was begun is out. */
    void giveBack() {
        Runnable request;
        synchronized (this) {
            request = next.poll();
            taken = request != null;
        }
        if (request != null && session.isOpen()) {
            request.run();
        }
    }

    synchronized void workBegins() {
        working++;
    }

    synchronized void workEnds() {
        working--;
        answering = true;
        waitFor(limits.transferMillis());
    }

    @Override
    public void onResponseHead(HttpConnection connection, HttpResponse response) {
        // the deadline for taking the answer runs since the work's end
    }

    @Override
    public synchronized void onExchangeComplete(HttpConnection connection, boolean keepAlive) {
        open--;
        answering = false;
        // Where more was sent already, it is broken off or was never whole: the client is no idle one.
        waitFor(keepAlive && open == 0 ? limits.idleMillis() : limits.transferMillis());
    }

    synchronized boolean isWaiting() {
        return working == 0;
    }

    /** Whether an answer is on its way, and the client has not taken all of it. */
    synchronized boolean isAnswering() {
        return answering;
    }

    /** Since when we wait for the client, as {@link System#nanoTime}. */
    synchronized long waitingSinceNanos() {
        return waitingSinceNanos;
    }

    synchronized boolean isOverdue(long nowNanos) {
        return isWaiting() && nowNanos - waitingSinceNanos > patienceNanos;
    }

    /** Ends the connection at once, with nothing more sent. */
    void cut() {
        synchronized (this) {
            next.clear();
        }
        session.close(CloseMode.IMMEDIATE);
    }

    private void waitFor(long millis) {
        waitingSinceNanos = System.nanoTime();
        patienceNanos = TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
