package io.github.memfrag.http;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.message.BasicHeader;
import org.jolokia.shaded.org.json.simple.JSONAware;
import org.jolokia.shaded.org.json.simple.JSONObject;

/** What a request is answered with. */
final class Answer {
    private final int status;
    private final byte[] body;
    private final Optional<Header> header;

    private Answer(int status, byte[] body, Optional<Header> header) {
        this.status = status;
        this.body = requireNonNull(body, "body is null");
        this.header = requireNonNull(header, "header is null");
    }

    static Answer json(int status, JSONAware json) {
        return new Answer(status, json.toJSONString().getBytes(StandardCharsets.UTF_8), Optional.empty());
    }

    /** An error in the shape of Jolokia's, so that clients and people find it where they look for it. */
    static Answer error(int status, String message) {
        return json(status, errorJson(status, message));
    }

    @SuppressWarnings("unchecked") // json-simple's objects are raw maps
    static JSONObject errorJson(int status, String message) {
        JSONObject json = new JSONObject();
        json.put("status", status);
        json.put("error", message);
        return json;
    }

    static Answer redirect(int status, String location) {
        return empty(status).with("Location", location);
    }

    static Answer empty(int status) {
        return new Answer(status, new byte[0], Optional.empty());
    }

    /** The same answer with this header beside the usual ones, in place of an earlier one. */
    Answer with(String headerName, String value) {
        return new Answer(status, body, Optional.of(new BasicHeader(headerName, value)));
    }

    int status() {
        return status;
    }

    /** The bytes to send; none means that there is no entity. */
    byte[] body() {
        return body;
    }

    ContentType contentType() {
        return ContentType.APPLICATION_JSON;
    }

    Optional<Header> header() {
        return header;
    }
}
