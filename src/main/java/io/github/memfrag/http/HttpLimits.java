package io.github.memfrag.http;

/** What one client may ask for, and how long it may take. Immutable. */
public final class HttpLimits {
    /** Largest request body, in bytes: a poll of everything is a bulk of a few KiB. */
    static final int MAX_BODY_BYTES = 64 << 10;
    /** Longest path with query of a request, in characters as sent. */
    static final int MAX_TARGET_CHARS = 2048;
    /** Longest line of a request's head, in bytes: the target and its method, or a header. */
    static final int MAX_HEAD_LINE_BYTES = 8192;
    /** Longest head of a request, in bytes. */
    static final int MAX_HEAD_BYTES = 16 << 10;
    /** Most headers of a request. */
    static final int MAX_HEADERS = 64;
    /** Most requests in a bulk. */
    static final int MAX_BULK_REQUESTS = 100;
    /** Where the answer to a bulk has become that large, in bytes, the requests that are left are refused: all of it is kept in the heap. */
    static final int MAX_BULK_ANSWER_BYTES = 2 << 20;
    /** Most bytes of requests and answers that the heap keeps for all clients together: only slow ones make them many. */
    static final int MAX_HELD_BYTES = 8 << 20;
    /** Longest string in a request's JSON, in bytes as sent: names, paths and arguments are some dozens. */
    static final int MAX_STRING_BYTES = 1024;
    /** Deepest nesting of a request's JSON: a bulk of requests with arguments is 3 deep. */
    static final int MAX_JSON_DEPTH = 16;
    /** Most requests that one connection may have open, by pipelining. */
    static final int MAX_PIPELINED = 8;
    /** Most requests worked on at once. */
    static final int WORKERS = 4;
    /** Most requests that wait for a worker. */
    static final int WAITING_REQUESTS = 64;

    private static final int DEFAULT_MAX_CONNECTIONS = 200;
    private static final long DEFAULT_TRANSFER_MILLIS = 10_000;
    private static final long DEFAULT_IDLE_MILLIS = 30_000;
    private static final int DEFAULT_REQUESTS_PER_SECOND = 50;

    private final int maxConnections;
    private final long transferMillis;
    private final long idleMillis;
    private final int requestsPerSecond;

    private HttpLimits(int maxConnections, long transferMillis, long idleMillis, int requestsPerSecond) {
        if (maxConnections < 1 || transferMillis < 1 || idleMillis < 1 || requestsPerSecond < 1) {
            throw new IllegalArgumentException("a limit is less than 1: " + maxConnections + " connections, " + transferMillis
                    + " ms of transfer, " + idleMillis + " ms of idleness, " + requestsPerSecond + " requests a second");
        }
        this.maxConnections = maxConnections;
        this.transferMillis = transferMillis;
        this.idleMillis = idleMillis;
        this.requestsPerSecond = requestsPerSecond;
    }

    public static HttpLimits defaults() {
        return new HttpLimits(DEFAULT_MAX_CONNECTIONS, DEFAULT_TRANSFER_MILLIS, DEFAULT_IDLE_MILLIS, DEFAULT_REQUESTS_PER_SECOND);
    }

    /** Most open connections; one more ends another, first one of a client that stalls. */
    public HttpLimits withMaxConnections(int connections) {
        return new HttpLimits(connections, transferMillis, idleMillis, requestsPerSecond);
    }

    /** How long a client may take to send a request, and again to take the answer, in milliseconds. */
    public HttpLimits withTransferMillis(long millis) {
        return new HttpLimits(maxConnections, millis, idleMillis, requestsPerSecond);
    }

    /** How long a connection may stay open between two requests, in milliseconds. */
    public HttpLimits withIdleMillis(long millis) {
        return new HttpLimits(maxConnections, transferMillis, millis, requestsPerSecond);
    }

    /** How many requests a second one client may send in the long run; from this host ten times as many. */
    public HttpLimits withRequestsPerSecond(int requests) {
        return new HttpLimits(maxConnections, transferMillis, idleMillis, requests);
    }

    int maxConnections() {
        return maxConnections;
    }

    long transferMillis() {
        return transferMillis;
    }

    long idleMillis() {
        return idleMillis;
    }

    int requestsPerSecond() {
        return requestsPerSecond;
    }
}
