package io.github.memfrag.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.reactor.IOSession;

/**
 * Tells a client that speaks plain HTTP to a port with TLS. The connection is not encrypted yet, so what is written goes out as it is;
 * nothing of ours but this sentence ever does.
 */
final class PlainOnTlsPort {
    /** "Unsupported or unrecognized SSL message"; on Java 8 "Unrecognized SSL message, plaintext connection?". */
    private static final String NO_TLS = "recognized SSL message";
    private static final byte[] ANSWER = answer();

    private PlainOnTlsPort() {
    }

    /** Answers where that is what broke the connection; to be called before it is closed. */
    static void tell(IOSession session, Exception broken) {
        if (broken instanceof SSLException && String.valueOf(broken.getMessage()).contains(NO_TLS)) {
            try {
                session.channel().write(ByteBuffer.wrap(ANSWER)); // a new connection's buffer has room for it
            } catch (IOException e) {
                // gone already
            }
        }
    }

    private static byte[] answer() {
        String body = new String(Answer.error(400, "this port speaks TLS: use https://").body(), StandardCharsets.UTF_8);
        String head = "HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                + "\r\nConnection: close\r\n\r\n";
        return (head + body).getBytes(StandardCharsets.US_ASCII);
    }
}
