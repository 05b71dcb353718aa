package io.github.memfrag.http;

import java.util.regex.Pattern;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.ProtocolException;

/**
 * Refuses what leaves open where a request ends. The library takes one reading of it, a proxy in front of us may take the other, and
 * then a part of one client's request is the beginning of another's:
 * <a href="https://www.rfc-editor.org/rfc/rfc9112#section-6.3">RFC 9112, section 6.3</a>.
 */
final class Framing {
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    private Framing() {}

    static void check(HttpRequest request) throws ProtocolException {
        Header length = request.getFirstHeader(HttpHeaders.CONTENT_LENGTH);
        boolean encoded = request.containsHeader(HttpHeaders.TRANSFER_ENCODING);
        if (length != null && encoded) {
            throw new ProtocolException("a request has a Content-Length or a Transfer-Encoding, not both");
        }
        if (length != null && !DIGITS.matcher(length.getValue()).matches()) {
            throw new ProtocolException("a Content-Length is a number");
        }
        if (encoded && request.getVersion() != null && request.getVersion().lessEquals(HttpVersion.HTTP_1_0)) {
            throw new ProtocolException("HTTP/1.0 has no Transfer-Encoding");
        }
    }
}
