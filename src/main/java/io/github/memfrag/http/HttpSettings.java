package io.github.memfrag.http;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.http.tls.TlsSettings;
import java.net.InetAddress;
import java.util.Optional;

/** Where and how the MBeans are served over HTTP. Immutable. */
public final class HttpSettings {
    private static final String DEFAULT_HOST = "127.0.0.1";
    private static final int DEFAULT_PORT = 8797;
    private static final String DEFAULT_PATH = "/jolokia/";
    private static final long DEFAULT_RETRY_MILLIS = 30_000;
    private static final int MAX_PORT = 65535;

    private final String host;
    private final int port;
    private final String path;
    private final HttpAccess access;
    private final long retryMillis;
    private final HttpLimits limits;
    private final TlsSettings tls;

    private HttpSettings(String host, int port, String path, HttpAccess access, long retryMillis, HttpLimits limits,
            TlsSettings tls) {
        this.host = requireNonNull(host, "host is null");
        this.port = port;
        this.path = requireNonNull(path, "path is null");
        this.access = requireNonNull(access, "access is null");
        this.retryMillis = retryMillis;
        this.limits = requireNonNull(limits, "limits is null");
        this.tls = requireNonNull(tls, "tls is null");
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("port is not 0 to " + MAX_PORT + ": " + port);
        }
        if (!path.startsWith("/") || !path.endsWith("/")) {
            throw new IllegalArgumentException("path does not begin and end with a slash: " + path);
        }
        if (retryMillis < 1) {
            throw new IllegalArgumentException("retryMillis is less than 1: " + retryMillis);
        }
    }

    /** Loopback only, readable, no operations. */
    public static HttpSettings defaults() {
        return new HttpSettings(DEFAULT_HOST, DEFAULT_PORT, DEFAULT_PATH, HttpAccess.defaults(), DEFAULT_RETRY_MILLIS,
                HttpLimits.defaults(), TlsSettings.none());
    }

    /** The name or address to listen on; 0.0.0.0 or :: for all. */
    public HttpSettings withHost(String newHost) {
        return new HttpSettings(newHost, port, path, access, retryMillis, limits, tls);
    }

    /** The port to listen on; 0 for any free one. */
    public HttpSettings withPort(int newPort) {
        return new HttpSettings(host, newPort, path, access, retryMillis, limits, tls);
    }

    /** The path under which Jolokia answers; a slash at its end is added where it is missing. */
    public HttpSettings withPath(String newPath) {
        return new HttpSettings(host, port, newPath.endsWith("/") ? newPath : newPath + "/", access, retryMillis, limits, tls);
    }

    public HttpSettings withAccess(HttpAccess newAccess) {
        return new HttpSettings(host, port, path, newAccess, retryMillis, limits, tls);
    }

    /** After how many milliseconds a taken port is tried again. */
    public HttpSettings withRetryMillis(long millis) {
        return new HttpSettings(host, port, path, access, millis, limits, tls);
    }

    public HttpSettings withLimits(HttpLimits newLimits) {
        return new HttpSettings(host, port, path, access, retryMillis, newLimits, tls);
    }

    public HttpSettings withTls(TlsSettings newTls) {
        return new HttpSettings(host, port, path, access, retryMillis, limits, newTls);
    }

    /** Set when what is sent on this address may be read on its way. */
    Optional<String> plainTextWarning(InetAddress address) {
        boolean anybodyMayAsk = access.usersFile().isPresent() || access.anonymous().mayRead(false);
        return tls.wanted() || address.isLoopbackAddress() || !anybodyMayAsk ? Optional.empty()
                : Optional.of("HTTP on " + host + " is without TLS: what is read there, and every password, can be read on its way;"
                        + " http.tls.certificate and http.tls.key, or http.tls.keystore, encrypt it");
    }

    HttpAccess access() {
        return access;
    }

    String host() {
        return host;
    }

    int port() {
        return port;
    }

    String path() {
        return path;
    }

    long retryMillis() {
        return retryMillis;
    }

    HttpLimits limits() {
        return limits;
    }

    TlsSettings tls() {
        return tls;
    }

    String scheme() {
        return tls.wanted() ? "https" : "http";
    }
}
