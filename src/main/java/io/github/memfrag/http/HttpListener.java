package io.github.memfrag.http;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.http.tls.Tls;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.apache.hc.core5.http.config.CharCodingConfig;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.nio.DefaultHttpRequestParserFactory;
import org.apache.hc.core5.http.impl.nio.DefaultHttpResponseWriterFactory;
import org.apache.hc.core5.http.impl.nio.ServerHttp1IOEventHandlerFactory;
import org.apache.hc.core5.http.impl.nio.ServerHttp1StreamDuplexerFactory;
import org.apache.hc.core5.http.protocol.HttpProcessor;
import org.apache.hc.core5.http.protocol.HttpProcessorBuilder;
import org.apache.hc.core5.http.protocol.ResponseConnControl;
import org.apache.hc.core5.http.protocol.ResponseContent;
import org.apache.hc.core5.http.protocol.ResponseDate;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.DefaultListeningIOReactor;
import org.apache.hc.core5.reactor.IOEventHandler;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.reactor.ProtocolIOSession;
import org.apache.hc.core5.util.Timeout;

/**
 * Listens on one address: a thread that accepts, and one that does all reading and writing. The JDK's own HTTP server would not do:
 * its limits are the JVM's, so they would be the host service's too, and its pool is used up by slow clients.
 */
final class HttpListener {
    private static final int BACKLOG = 200;
    private static final Http1Config HTTP = Http1Config.custom()
            .setMaxLineLength(HttpLimits.MAX_HEAD_LINE_BYTES)
            .setMaxHeaderCount(HttpLimits.MAX_HEADERS)
            .build();
    private static final IOReactorConfig IO = IOReactorConfig.custom()
            .setIoThreadCount(1)
            .setSoReuseAddress(true)
            .setTcpNoDelay(true)
            .setBacklogSize(BACKLOG)
            .setSoTimeout(Timeout.DISABLED) // Connections keeps the time, by request
            .build();
    private static final HttpProcessor RESPONSES = HttpProcessorBuilder.create()
            .addAll(ResponseDate.INSTANCE, ResponseContent.INSTANCE, ResponseConnControl.INSTANCE)
            .build();

    private final RequestGate gate;
    private final RequestAnswerer answerer;
    private final Executor workers;
    private final Optional<Tls> tls;
    private final Connections connections;
    private final HttpThreads acceptThread = new HttpThreads("accept");
    private final HttpThreads ioThread = new HttpThreads("io");
    private final DefaultListeningIOReactor reactor;

    private HttpListener(RequestGate gate, RequestAnswerer answerer, Executor workers, HttpLimits limits, Optional<Tls> tls) {
        this.gate = requireNonNull(gate, "gate is null");
        this.answerer = requireNonNull(answerer, "answerer is null");
        this.workers = requireNonNull(workers, "workers is null");
        this.tls = requireNonNull(tls, "tls is null");
        this.connections = new Connections(limits);
        this.reactor = new DefaultListeningIOReactor(this::handler, IO, ioThread,
                acceptThread, null, ignored -> { }, connections, null);
    }

    /**
     * @param workers answer the requests that the gate lets through
     * @param tls encrypts; without it plain HTTP is spoken
     * @throws IOException when the address cannot be listened on
     */
    static HttpListener open(InetSocketAddress address, RequestGate gate, RequestAnswerer answerer, Executor workers,
            HttpLimits limits, Optional<Tls> tls) throws IOException {
        HttpListener listener = new HttpListener(gate, answerer, workers, limits, tls);
        try {
            listener.reactor.start();
            listener.reactor.listen(address).get();
            return listener;
        } catch (ExecutionException e) {
            listener.close();
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            listener.close();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    /** The real one, where any free one was wanted. */
    int port() {
        return ((InetSocketAddress) reactor.getEndpoints().iterator().next().getAddress()).getPort();
    }

    /** False when a thread has died, of an error or for want of file descriptors. */
    boolean isAlive() {
        return acceptThread.areAlive() && ioThread.areAlive();
    }

    Connections connections() {
        return connections;
    }

    void close() {
        reactor.close(CloseMode.IMMEDIATE);
        acceptThread.join();
        ioThread.join();
    }

    private IOEventHandler handler(ProtocolIOSession session, Object attachment) {
        Connection connection = connections.admit(session);
        tls.ifPresent(encryption -> encryption.encrypt(session));
        ServerHttp1StreamDuplexerFactory protocol = new ServerHttp1StreamDuplexerFactory(
                RESPONSES,
                (request, context) -> new Exchange(connection, gate, answerer, workers),
                HTTP,
                CharCodingConfig.DEFAULT,
                null,
                () -> new AnswerableParser(new DefaultHttpRequestParserFactory(HTTP).create()),
                DefaultHttpResponseWriterFactory.INSTANCE,
                connection,
                ignored -> { });
        IOEventHandler handler = new ServerHttp1IOEventHandlerFactory(protocol, null, null).createHandler(session, attachment);
        return tls.isPresent() ? handler : new TlsOnPlainPort(handler);
    }
}
