package io.github.memfrag.http;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.reactor.IOSessionListener;

/**
 * The open connections. There is always room for a new one: where there are too many, {@link Eviction} chooses the one that goes.
 * Of a session's events its end matters, and that something came in; a deadline is for a whole request all the same, not for the
 * next byte.
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

    private void makeRoom() {
        long now = System.nanoTime();
        Map<Standing, Map.Entry<String, Connection>> standings = new HashMap<>();
        bySessionId.entrySet().forEach(entry -> standings.put(entry.getValue().standing(now), entry));
        Eviction.choose(standings.keySet(), limits.maxConnections()).map(standings::get).ifPresent(entry -> {
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
        Connection connection = bySessionId.get(session.getId());
        if (connection != null) {
            connection.inputComes();
        }
    }

    @Override
    public void outputReady(IOSession session) {
    }

    @Override
    public void timeout(IOSession session) {
    }

    @Override
    public void exception(IOSession session, Exception thrown) {
        PlainOnTlsPort.tell(session, thrown);
    }
}
