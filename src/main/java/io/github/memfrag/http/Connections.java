package io.github.memfrag.http;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.reactor.IOSessionListener;

/**
 * The open connections. There is always room for a new one: where there are too many, the one that we have waited for longest goes,
 * so that any number of silent connections take nothing from a client that speaks. Of a session's events only its end matters: a
 * deadline is for a whole request, not for the next byte.
 */
final class Connections implements IOSessionListener {
    private final HttpLimits limits;
    private final Clients clients;
    private final Map<String, Connection> bySessionId = new ConcurrentHashMap<>();

    Connections(HttpLimits limits) {
        this.limits = requireNonNull(limits, "limits is null");
        this.clients = new Clients(limits.requestsPerSecond());
    }

    Connection admit(IOSession session) {
        if (bySessionId.size() >= limits.maxConnections()) {
            makeRoom();
        }
        Connection connection = new Connection(session, limits, clients.at(session.getRemoteAddress()));
        bySessionId.put(session.getId(), connection);
        return connection;
    }

    /**
     * The connection that was waited for longest goes, one whose answer is on its way only where there is no other. Where every
     * connection is being worked on the new one comes on top; the queue of the workers bounds how many those are.
     */
    private void makeRoom() {
        long now = System.nanoTime();
        Optional<Map.Entry<String, Connection>> longestWaiting = bySessionId.entrySet().stream()
                .filter(entry -> entry.getValue().isWaiting())
                .min(Comparator.<Map.Entry<String, Connection>, Boolean>comparing(entry -> entry.getValue().isAnswering())
                        .thenComparingLong(entry -> entry.getValue().waitingSinceNanos() - now));
        longestWaiting.ifPresent(entry -> {
            bySessionId.remove(entry.getKey());
            entry.getValue().cut();
        });
    }

    /** Cuts off the clients that have been too slow. */
    void sweep() {
        long now = System.nanoTime();
        bySessionId.values().stream().filter(connection -> connection.isOverdue(now)).forEach(Connection::cut);
    }

    @Override
    public void disconnected(IOSession session) {
        bySessionId.remove(session.getId());
    }

    @Override
    public void connected(IOSession session) {
    }

    @Override
    public void startTls(IOSession session) {
    }

    @Override
    public void inputReady(IOSession session) {
    }

    @Override
    public void outputReady(IOSession session) {
    }

    @Override
    public void timeout(IOSession session) {
    }

    @Override
    public void exception(IOSession session, Exception thrown) {
    }
}
