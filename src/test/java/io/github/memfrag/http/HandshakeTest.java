package io.github.memfrag.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.config.ConfigurationReader;
import io.github.memfrag.http.tls.TlsSettings;
import io.github.memfrag.testing.TestCertificates;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Handshakes that are slow, odd or none take nothing from others and do not stay for ever. */
class HandshakeTest {
    private static final String READ = "read/memfrag:type=Sample/Number";
    private static final String REQUEST = "GET /jolokia/version HTTP/1.1\r\nHost: localhost\r\n\r\n";
    /** Begins a ClientHello of 512 bytes. */
    private static final String HANDSHAKE = "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003";
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private static Path directory;
    private static TestCertificates certificates;

    private final List<AutoCloseable> open = new ArrayList<>();
    private Served served;

    @BeforeAll
    static void certify() {
        certificates = new TestCertificates(directory).certify("ec", TestCertificates.EC);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        served.close();
    }

    @Test
    void aClientThatNegotiatesAnewIsCutOff() throws IOException {
        serve(HttpLimits.defaults());
        String request = "GET /jolokia/version HTTP/1.0\r\n\r\n";
        String[] command = {"s_client", "-connect", "127.0.0.1:" + served.port(), "-tls1_2", "-no_ign_eof"};
        String once = certificates.converse(List.of("Verify return code", request, "\"status\":200}"), command);
        assertTrue(once.contains("HTTP/1.1 200 "), once);
        String anew = certificates.converse(List.of("Verify return code", "R\n", "RENEGOTIATING", request), command);
        assertFalse(anew.contains("HTTP/1.1 200 "), anew);
    }

    @ParameterizedTest
    @ValueSource(strings = {REQUEST, "GET / HTTP/1.0\r\n\r\n", "POST /jolokia/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n{"})
    void plainHttpIsToldAtOnceToUseTlsAndNothingElse(String request) throws IOException {
        serve(patient());
        String answer = raw(request).readUntilCut();
        assertTrue(answer.startsWith("HTTP/1.1 400 ") && answer.endsWith("{\"error\":\"this port speaks TLS: use https:\\/\\/\",\"status\":400}"), answer);
        assertEquals(200, served.get(READ).statusCode());
        assertEquals(1, served.log.size(), served.log.toString());
    }

    @Test
    void tlsOnAPlainPortIsAnsweredAtOnceInPlainText() throws IOException {
        served = new Served(Served.settings().withLimits(patient()));
        String answer = raw(HANDSHAKE).readUntilCut();
        assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
        assertTrue(certificates.tryOpenssl("", "s_client", "-connect", "127.0.0.1:" + served.port()).contains("wrong version number"));
        assertEquals(200, served.get(READ).statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u0016", HANDSHAKE})
    void aHandshakeThatDoesNotEndIsCutOff(String beginning) throws IOException {
        serve(quick());
        raw(beginning).readUntilCut();
    }

    @Test
    void theDeadlineIsForTheWholeHandshakeHoweverItDrips() throws IOException {
        serve(quick());
        RawConnection connection = raw(HANDSHAKE);
        assertThrows(SocketException.class, () -> {
            for (int i = 0; i < 400; i++) { // 4 s at most, and less than what was announced
                Thread.sleep(10);
                connection.send("x");
            }
        });
    }

    @Test
    void aClientThatIsSilentAfterItsHandshakeIsCutOff() throws IOException {
        serve(HttpLimits.defaults().withTransferMillis(2000));
        SSLSocket socket = (SSLSocket) certificates.client().getSocketFactory().createSocket("127.0.0.1", served.port());
        open.add(socket);
        socket.setSoTimeout((int) SOON.toMillis());
        socket.startHandshake();
        assertEquals(-1, readOrCut(socket));
    }

    @Test
    void moreConnectionsThanAllowedEndTheHandshakeThatWasWaitedForLongest() throws IOException {
        serve(patient().withMaxConnections(3));
        RawConnection first = raw(HANDSHAKE);
        for (int i = 0; i < 3; i++) {
            raw(HANDSHAKE);
        }
        first.readUntilCut();
    }

    @Test
    void otherClientsAreAnsweredWhileAnyNumberHoldsItsHandshakeOpen() throws IOException {
        serve(HttpLimits.defaults());
        for (int i = 0; i < 2 * HttpLimits.defaults().maxConnections(); i++) {
            raw(HANDSHAKE);
        }
        for (int i = 0; i < 20; i++) {
            assertEquals(200, served.send(HttpRequest.newBuilder(served.uri().resolve(READ)).timeout(SOON)).statusCode());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\n\r\n", "\u0016\u0003\u0001\u0000\u0005nonsense\r\n", "\u0015\u0003\u0001\u0000\u0002\u0002\u0028",
        "\u0016\u0003\u0001\u00ff\u00ff", "\u0000", "\u0080\u002e\u0001\u0000\u0002"})
    void nonsenseEndsItsConnectionAndNothingElse(String text) throws IOException {
        serve(HttpLimits.defaults().withTransferMillis(2000));
        raw(text).readUntilCut();
        assertEquals(200, served.get(READ).statusCode());
        assertEquals(1, served.log.size(), served.log.toString());
    }

    @Test
    void closedItLeavesNoThread() throws IOException {
        serve(HttpLimits.defaults());
        served.get(READ);
        raw(HANDSHAKE);
        served.close();
        assertEquals(List.of(), Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().startsWith("memfrag-http-")).toList());
    }

    private void serve(HttpLimits limits) {
        TlsSettings tls = TlsSettings.of(ConfigurationReader.read(certificates.arguments("ec")).configuration());
        served = new Served(Served.settings().withTls(tls).withLimits(limits), HttpClient.newBuilder().sslContext(certificates.client()).build());
    }

    /** Of no use to a client that is well, on a busy machine. */
    private static HttpLimits quick() {
        return HttpLimits.defaults().withTransferMillis(300);
    }

    /** With deadlines that no test waits for. */
    private static HttpLimits patient() {
        return HttpLimits.defaults().withTransferMillis(600_000).withIdleMillis(600_000);
    }

    private RawConnection raw(String text) throws IOException {
        RawConnection connection = served.connect();
        open.add(connection);
        return connection.send(text);
    }

    private static int readOrCut(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read();
        } catch (SocketException | SSLException e) {
            return -1;
        }
    }
}
