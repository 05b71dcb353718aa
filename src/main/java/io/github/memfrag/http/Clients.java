package io.github.memfrag.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/** The budgets of the clients seen lately, of so many that they cost no memory worth speaking of. Thread-safe. */
final class Clients {
    /** What is on this host serves many: proxies, several monitors, people. */
    private static final int LOOPBACK_TIMES = 10;
    private static final int MAX_REMEMBERED = 4096;

    private final int requestsPerSecond;
    private final Map<String, RequestBudget> budgets = new LinkedHashMap<String, RequestBudget>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, RequestBudget> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    Clients(int requestsPerSecond) {
        this.requestsPerSecond = requestsPerSecond;
    }

    /** @param remote null where the connection is gone already */
    synchronized Client at(SocketAddress remote) {
        InetAddress address = remote instanceof InetSocketAddress ? ((InetSocketAddress) remote).getAddress()
                : InetAddress.getLoopbackAddress();
        int perSecond = address.isLoopbackAddress() ? LOOPBACK_TIMES * requestsPerSecond : requestsPerSecond;
        return new Client(address, budgets.computeIfAbsent(Client.networkOf(address),
                network -> new RequestBudget(perSecond, System.nanoTime())));
    }

    synchronized int remembered() {
        return budgets.size();
    }
}
