package io.github.memfrag.http;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.hc.core5.reactor.IOEventHandler;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.util.Timeout;

/**
 * Tells a client that speaks TLS to a port without it. Its first message has no end of a line, so it would be read as the beginning of
 * a request until the deadline; here it is made a malformed request, whose answer TLS clients report as "wrong version number".
 */
final class TlsOnPlainPort implements IOEventHandler {
    private static final byte TLS_HANDSHAKE = 22;
    private static final byte[] NO_REQUEST = {'T', 'L', 'S', '\r', '\n'};

    private final IOEventHandler handler;
    private boolean begun;

    TlsOnPlainPort(IOEventHandler handler) {
        this.handler = requireNonNull(handler, "handler is null");
    }

    @Override
    public void inputReady(IOSession session, ByteBuffer src) throws IOException {
        if (begun) {
            handler.inputReady(session, src);
            return;
        }
        ByteBuffer first = ByteBuffer.allocate(1);
        begun = session.read(first) != 0;
        first.flip();
        boolean tls = first.hasRemaining() && first.get(0) == TLS_HANDSHAKE;
        handler.inputReady(session, tls ? ByteBuffer.wrap(NO_REQUEST) : first.hasRemaining() ? first : null);
    }

    @Override
    public void connected(IOSession session) throws IOException {
        handler.connected(session);
    }

    @Override
    public void outputReady(IOSession session) throws IOException {
        handler.outputReady(session);
    }

    @Override
    public void timeout(IOSession session, Timeout timeout) throws IOException {
        handler.timeout(session, timeout);
    }

    @Override
    public void exception(IOSession session, Exception cause) {
        handler.exception(session, cause);
    }

    @Override
    public void disconnected(IOSession session) {
        handler.disconnected(session);
    }
}
