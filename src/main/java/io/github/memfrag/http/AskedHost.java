package io.github.memfrag.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpRequest;

/** The host that a request says it is for: in its Host header, in its target, or in both. */
final class AskedHost {
    private AskedHost() {}

    /** Names or addresses, in lower case, without port and brackets; none of an old client's request. */
    static List<String> of(HttpRequest request) {
        List<String> hosts = new ArrayList<>();
        if (request.getAuthority() != null) {
            hosts.add(request.getAuthority().getHostName().toLowerCase(Locale.ROOT));
        }
        Header header = request.getFirstHeader("Host");
        if (header != null) {
            hosts.add(withoutPort(header.getValue()).toLowerCase(Locale.ROOT));
        }
        return hosts;
    }

    private static String withoutPort(String authority) {
        String host = authority.trim().replaceFirst(":[0-9]*$", "");
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }
}
