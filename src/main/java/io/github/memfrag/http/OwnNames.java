package io.github.memfrag.http;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.net.InetAddressUtils;

/**
 * By which names one may ask who needs no login. A browser can be led to any address by a name of a stranger's, and would take the
 * answers to his page (<a href="https://en.wikipedia.org/wiki/DNS_rebinding">DNS rebinding</a>); an address, a name without dots and
 * this host's own names are nobody's to lead.
 */
final class OwnNames {
    private final InetAddress bound;
    private volatile Set<String> names = Collections.emptySet();

    /** @param bound the address that is listened on; for loopback the gate has stricter rules */
    OwnNames(InetAddress bound) {
        this.bound = requireNonNull(bound, "bound is null");
    }

    /** Asks the name servers, which may take long. Until it is done this host has no name with dots. */
    void look() {
        Set<String> found = new LinkedHashSet<>();
        add(found, bound);
        try {
            add(found, InetAddress.getLocalHost());
        } catch (UnknownHostException e) {
            // a host that does not know its own name is asked by its address
        }
        names = found;
    }

    private static void add(Set<String> found, InetAddress address) {
        for (String name : Arrays.asList(address.getHostName(), address.getCanonicalHostName())) {
            if (!isNobodysToLead(name)) {
                found.add(name.toLowerCase(Locale.ROOT));
            }
        }
    }

    boolean areMeantBy(HttpRequest request) {
        return bound.isLoopbackAddress()
                || AskedHost.of(request).stream().allMatch(host -> isNobodysToLead(host) || names.contains(host));
    }

    private static boolean isNobodysToLead(String host) {
        return host.indexOf('.') < 0 || InetAddressUtils.isIPv4(host) || InetAddressUtils.isIPv6(host);
    }

    /** What to do instead, for who was refused. */
    String advice() {
        return "log in, or ask by the IP address" + (names.isEmpty() ? "" : " or by " + String.join(" or ", names))
                + ": without a login a name that another may have made up is refused";
    }
}
