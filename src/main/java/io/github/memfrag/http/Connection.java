package io.github.memfrag.http;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.http.Standing.Conduct;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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
    /** Who lets so much time pass without a byte stalls: longer than a lost packet takes to be sent again. */
    static final long STALL_NANOS = TimeUnit.SECONDS.toNanos(2);
    /** Who was told that the connection ends may send on so long without a pause, to come to reading it. */
    static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final IOSession session;
    private final HttpLimits limits;
    private final Client client;
    private final Consumer<Connection> holding;
    private final Queue<Runnable> next = new ArrayDeque<>();
    private boolean taken;
    private int open;
    private int working;
    private long heldBytes;
    private boolean answering;
    private boolean idle;
    private boolean ending;
    private boolean answered;
    private boolean proven;
    private long movedNanos;
    private long waitingSinceNanos;
    private long patienceNanos;

    /** @param holding told whenever it holds more of the heap than before */
    Connection(IOSession session, HttpLimits limits, Client client, Consumer<Connection> holding) {
        this.session = requireNonNull(session, "session is null");
        this.limits = requireNonNull(limits, "limits is null");
        this.client = requireNonNull(client, "client is null");
        this.holding = requireNonNull(holding, "holding is null");
        waitFor(limits.transferMillis());
    }

    @Override
    public synchronized void onRequestHead(HttpConnection connection, HttpRequest request) {
        proven |= answered && open == 0;
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

    /** Requests and answers of the connection are in the heap with so many bytes more, or fewer. */
    void holdMore(int bytes) {
        synchronized (this) {
            heldBytes += bytes;
        }
        if (bytes > 0) {
            holding.accept(this);
        }
    }

    synchronized long heldBytes() {
        return heldBytes;
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
        answered = true;
        // Where more was sent already, it is broken off or was never whole: the client is no idle one.
        if (keepAlive && open == 0) {
            waitFor(limits.idleMillis());
            idle = true;
        } else {
            waitFor(limits.transferMillis());
        }
        if (!keepAlive) {
            ending = true;
            endOutput(connection);
        }
    }

    /** Tells a client that is still sending. To close would reset it, and the answer might be lost before it is read. */
    private void endOutput(HttpConnection connection) {
        try {
            if (connection.getSSLSession() == null) { // TLS has an end of its own, which httpcore sends when it closes
                ((SocketChannel) session.channel()).shutdownOutput();
            }
        } catch (IOException e) {
            // gone already
        }
    }

    /** Bytes of the client are there. */
    synchronized void inputComes() {
        if (idle) {
            waitFor(limits.transferMillis()); // a request begins, and has to end
        } else if (!answering) { // who sends on and takes nothing stalls all the same
            movedNanos = System.nanoTime();
        }
    }

    /** The client takes some of its answer. */
    synchronized void outputGoes() {
        movedNanos = System.nanoTime();
    }

    /** @param nowNanos as {@link System#nanoTime}, here and below */
    synchronized Standing standing(long nowNanos) {
        return new Standing(client.network(), conduct(nowNanos), nowNanos - waitingSinceNanos);
    }

    private Conduct conduct(long nowNanos) {
        if (working > 0) {
            return Conduct.WORKED_ON;
        } else if (!idle && nowNanos - movedNanos > STALL_NANOS) {
            return Conduct.STALLED;
        } else if (!proven) {
            return answering ? Conduct.TAKING : Conduct.NEW;
        }
        return client.hasLoggedIn() ? Conduct.LOGGED_IN : Conduct.PROVEN;
    }

    synchronized boolean isOverdue(long nowNanos) {
        return working == 0
                && (nowNanos - waitingSinceNanos > patienceNanos || ending && nowNanos - movedNanos > LINGER_NANOS);
    }

    boolean isOpen() {
        return session.isOpen();
    }

    /** Ends the connection at once, with nothing more sent. */
    void cut() {
        synchronized (this) {
            next.clear();
        }
        session.close(CloseMode.IMMEDIATE);
    }

    private void waitFor(long millis) {
        idle = false;
        waitingSinceNanos = System.nanoTime();
        movedNanos = waitingSinceNanos;
        patienceNanos = TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
