package io.github.memfrag.http;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.net.InetAddressUtils;

/**
 * Judges a request by its head, before its body is read. Browsers are kept from being used against the host: a foreign page's
 * Origin is refused, and on loopback so is a Host that is not this host's, as after
 * <a href="https://en.wikipedia.org/wiki/DNS_rebinding">DNS rebinding</a>.
 */
final class RequestGate {
    private static final List<String> METHODS = Arrays.asList("GET", "HEAD", "POST", "OPTIONS");
    private static final String ALLOW = String.join(", ", METHODS);

    private final String path;
    private final String boundHost;
    private final boolean loopback;
    private final String origin;

    RequestGate(HttpSettings settings, InetAddress bound) {
        this.path = settings.path();
        this.boundHost = settings.host().toLowerCase(Locale.ROOT);
        this.loopback = requireNonNull(bound, "bound is null").isLoopbackAddress();
        this.origin = settings.scheme() + "://";
    }

    /** The answer that ends the request here, or empty where it may go on to Jolokia. */
    Optional<Answer> judge(HttpRequest request) {
        if (request instanceof AnswerableParser.Malformed) {
            return Optional.of(((AnswerableParser.Malformed) request).answer());
        }
        String target = request.getPath();
        if (target == null || target.length() > HttpLimits.MAX_TARGET_CHARS) {
            return refuse(414, "the path is longer than " + HttpLimits.MAX_TARGET_CHARS + " characters");
        }
        if (!METHODS.contains(request.getMethod())) {
            return Optional.of(Answer.error(405, "the method is none of " + ALLOW).with("Allow", ALLOW));
        }
        if (request.countHeaders("Host") > 1 || (request.countHeaders("Host") == 0 && isHttp11(request))) {
            return refuse(400, "a request has one Host header");
        }
        if (loopback && !AskedHost.of(request).stream().allMatch(this::isThisHost)) {
            return refuse(403, "the Host header names neither localhost nor a loopback address");
        }
        if (!isSameOrigin(request)) {
            return refuse(403, "requests from pages of another origin are refused");
        }
        return judgePath(request, target);
    }

    private Optional<Answer> judgePath(HttpRequest request, String target) {
        if (request.getMethod().equals("OPTIONS")) {
            return Optional.of(Answer.empty(200).with("Allow", ALLOW));
        }
        if (Target.isUnder(path, target)) {
            return Optional.empty();
        }
        return Optional.of(target.equals("/")
                ? Answer.empty(302).with("Location", path)
                : Answer.error(404, "nothing is here; Jolokia answers under " + path));
    }

    private static boolean isHttp11(HttpRequest request) {
        return request.getVersion() != null && request.getVersion().greaterEquals(HttpVersion.HTTP_1_1);
    }

    private boolean isThisHost(String host) {
        return host.equals("localhost") || host.equals(boundHost) || isLoopbackLiteral(host);
    }

    private static boolean isLoopbackLiteral(String host) {
        if (!InetAddressUtils.isIPv4(host) && !InetAddressUtils.isIPv6(host)) {
            return false;
        }
        try {
            return InetAddress.getByName(host).isLoopbackAddress(); // of a literal: asks no name server
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Clients that are no browsers send no Origin; a page of our own sends ours. */
    private boolean isSameOrigin(HttpRequest request) {
        Header[] origins = request.getHeaders("Origin");
        Header host = request.getFirstHeader("Host");
        return origins.length == 0
                || origins.length == 1 && host != null && origins[0].getValue().equalsIgnoreCase(origin + host.getValue());
    }

    private static Optional<Answer> refuse(int status, String reason) {
        return Optional.of(Answer.error(status, reason));
    }
}
