package io.github.memfrag.http;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.http.Standing.Conduct;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
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
        Connection connection = new Connection(session, limits, clients.at(session.getRemoteAddress()), this::boundHeap);
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

    /**
     * Where too much of the heap is held for clients, those go that were waited for longest: who takes its answers holds them for
     * milliseconds. The one that holds more now has just come to it.
     */
    private void boundHeap(Connection newest) {
        long over = bySessionId.values().stream().mapToLong(Connection::heldBytes).sum() - HttpLimits.MAX_HELD_BYTES;
        if (over <= 0) {
            return;
        }
        long now = System.nanoTime();
        Map<Standing, Connection> holders = new HashMap<>();
        bySessionId.values().stream().filter(connection -> connection != newest && connection.heldBytes() > 0)
                .forEach(connection -> holders.put(connection.standing(now), connection));
        List<Standing> longestWaited = holders.keySet().stream().filter(standing -> standing.conduct() != Conduct.WORKED_ON)
                .sorted(Eviction.LONGEST_WAITED).collect(Collectors.toList());
        for (Standing standing : longestWaited) {
            Connection connection = holders.get(standing);
            over -= connection.heldBytes();
            bySessionId.values().remove(connection);
            connection.cut();
            if (over <= 0) {
                return;
            }
        }
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
