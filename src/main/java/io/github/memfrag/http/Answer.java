package io.github.memfrag.http;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.message.BasicHeader;
import org.jolokia.shaded.org.json.simple.JSONAware;
import org.jolokia.shaded.org.json.simple.JSONObject;

/** What a request is answered with: a status, JSON or nothing, and headers beside the usual ones. Immutable. */
final class Answer {
    /** Basic of RFC 7617. */
    private static final String CHALLENGE = "Basic realm=\"memfrag\", charset=\"UTF-8\"";

    private final int status;
    private final byte[] body;
    private final List<Header> headers;

    private Answer(int status, byte[] body, List<Header> headers) {
        this.status = status;
        this.body = requireNonNull(body, "body is null");
        this.headers = Collections.unmodifiableList(headers);
    }

    static Answer empty(int status) {
        return new Answer(status, new byte[0], Collections.emptyList());
    }

    static Answer json(int status, JSONAware json) {
        return json(status, json.toJSONString().getBytes(StandardCharsets.UTF_8));
    }

    /** @param json in UTF-8; not to be changed any more */
    static Answer json(int status, byte[] json) {
        return new Answer(status, json, Collections.emptyList());
    }

    static Answer error(int status, String message) {
        return json(status, errorJson(status, message));
    }

    /** An error that a login may cure. */
    static Answer unauthorized(String message) {
        return error(401, message).withChallenge();
    }

    static Answer busy() {
        return error(503, "too many requests wait for an answer; try again in a few seconds").with(HttpHeaders.RETRY_AFTER, "5");
    }

    /** An error of who asks too often, cured by time. */
    static Answer later(String message, int seconds) {
        return error(429, message).with(HttpHeaders.RETRY_AFTER, Integer.toString(seconds));
    }

    /** An error in the shape of Jolokia's, so that clients and people find it where they look for it. */
    @SuppressWarnings("unchecked") // json-simple's objects are raw maps
    static JSONObject errorJson(int status, String message) {
        JSONObject json = new JSONObject();
        json.put("status", status);
        json.put("error", message);
        return json;
    }

    /** The same answer, asking for a login. */
    Answer withChallenge() {
        return with(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
    }

    /** The same answer with one more header. */
    Answer with(String name, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new BasicHeader(name, value));
        return new Answer(status, body, more);
    }

    int status() {
        return status;
    }

    /** JSON in UTF-8, or empty. */
    byte[] body() {
        return body;
    }

    List<Header> headers() {
        return headers;
    }
}
