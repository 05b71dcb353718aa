package io.github.memfrag.http;

import static java.util.Objects.requireNonNull;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;

/** Who is at the other end of a connection, and how many requests it may send. */
final class Client {
    /** Who has an IPv6 address has a whole network of them. */
    private static final int IPV6_NETWORK_BYTES = 8;

    private final String address;
    private final String network;
    private final RequestBudget budget;
    private volatile boolean loggedIn;

    /** @param budget shared by all connections from the client's network */
    Client(InetAddress address, RequestBudget budget) {
        this.address = address.getHostAddress();
        this.network = networkOf(address);
        this.budget = requireNonNull(budget, "budget is null");
    }

    /** What counts as one client: an IPv4 address, or the 2^64 of an IPv6 network. */
    static String networkOf(InetAddress address) {
        return address instanceof Inet6Address
                ? Arrays.toString(Arrays.copyOf(address.getAddress(), IPV6_NETWORK_BYTES)) : address.getHostAddress();
    }

    String address() {
        return address;
    }

    String network() {
        return network;
    }

    RequestBudget budget() {
        return budget;
    }

    /** A request on the connection came with the right password. */
    void logsIn() {
        loggedIn = true;
    }

    boolean hasLoggedIn() {
        return loggedIn;
    }
}
