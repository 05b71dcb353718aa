package io.github.memfrag.http;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that are slow, silent or gone take nothing from the others and do not stay for ever. */
class SlowClientsTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String REQUEST = "GET /jolokia/version HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private final List<Socket> sockets = new ArrayList<>();
    private Served served;

    @AfterEach
    void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        served.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "",
            "G",
            "GET /jolokia/ HTTP/1.1\r\nHost: localhost\r\n",
            "POST /jolokia/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n{",
            "POST /jolokia/ HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{",
            "POST /other HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n{"})
    void aRequestThatDoesNotEndIsCutOff(String beginning) throws IOException {
        serve(quick());
        Socket socket = connect(beginning);
        readUntilCut(socket);
    }

    @Test
    void theDeadlineIsForAWholeRequestHoweverItDrips() throws IOException {
        serve(quick());
        Socket socket = connect("GET /jolokia/");
        assertThrows(SocketException.class, () -> {
            for (int i = 0; i < 1000; i++) { // 10 s at most
                Thread.sleep(10);
                send(socket, "x");
            }
        });
    }

    @Test
    void aConnectionThatIsNoLongerUsedIsClosed() throws IOException {
        serve(HttpLimits.defaults().withIdleMillis(300));
        Socket socket = connect("GET /jolokia/ HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertTrue(readUntilCut(socket).startsWith("HTTP/1.1 200 "));
    }

    @Test
    void aClientThatNeverReadsItsAnswerIsCutOff() throws Exception {
        serve(quick());
        int mebibytes = 30;
        Socket socket = connect("GET /jolokia/exec/memfrag:type=Sample/tellMuch/" + mebibytes + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        Thread.sleep(10 * quick().transferMillis());
        assertTrue(readUntilCut(socket).length() < mebibytes << 20);
    }

    @Test
    void aRequestThatIsWorkedOnHasNoDeadline() throws Exception {
        serve(quick());
        CountDownLatch latch = new CountDownLatch(1);
        served.sample.hold(latch);
        CompletableFuture<HttpResponse<String>> answer =
                CompletableFuture.supplyAsync(() -> served.get("read/memfrag:type=Sample/Text"));
        Thread.sleep(3 * quick().transferMillis());
        latch.countDown();
        assertEquals(200, answer.get().statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET /jolokia/ HTTP/1.1\r\n", "POST /jolokia/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{"})
    void otherClientsAreAnsweredWhileAnyNumberHoldsTheirRequestsOpen(String beginning) throws IOException {
        serve(HttpLimits.defaults());
        for (int i = 0; i < 2 * HttpLimits.defaults().maxConnections(); i++) {
            connect(beginning);
        }
        for (int i = 0; i < 20; i++) {
            assertEquals(200, soon("read/memfrag:type=Sample/Number").statusCode());
        }
    }

    @Test
    void moreConnectionsThanAllowedEndTheOneThatWasWaitedForLongest() throws Exception {
        serve(HttpLimits.defaults().withMaxConnections(3));
        Socket first = connect(REQUEST);
        readAnswer(first);
        List<Socket> later = List.of(connect(REQUEST), connect(REQUEST), connect(REQUEST));
        readUntilCut(first);
        for (Socket socket : later) {
            readAnswer(socket);
            send(socket, REQUEST);
            readAnswer(socket);
        }
    }

    @Test
    void aRequestThatIsWorkedOnIsNotEndedForANewConnection() throws Exception {
        serve(HttpLimits.defaults().withMaxConnections(3));
        CountDownLatch latch = new CountDownLatch(1);
        served.sample.hold(latch);
        CompletableFuture<HttpResponse<String>> answer =
                CompletableFuture.supplyAsync(() -> served.get("read/memfrag:type=Sample/Text"));
        awaitThat(() -> served.scopes.size() == 1);
        for (int i = 0; i < 10; i++) {
            connect("");
        }
        latch.countDown();
        assertEquals(200, answer.get().statusCode());
    }

    @Test
    void whereTooManyRequestsWaitTheOthersAreToldToComeBack() throws Exception {
        serve(HttpLimits.defaults());
        CountDownLatch latch = new CountDownLatch(1);
        served.sample.hold(latch);
        int held = HttpLimits.WORKERS + HttpLimits.WAITING_REQUESTS;
        int tooMany = 10;
        for (int i = 0; i < held + tooMany; i++) {
            connect("GET /jolokia/read/memfrag:type=Sample/Text HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        }
        awaitThat(() -> sockets.stream().filter(SlowClientsTest::isAnswered).count() == tooMany);
        latch.countDown();
        List<String> answers = new ArrayList<>();
        for (Socket socket : sockets) {
            answers.add(readUntilCut(socket));
        }
        assertAll(
                () -> assertEquals(held, answers.stream().filter(answer -> answer.startsWith("HTTP/1.1 200 ")).count()),
                () -> assertEquals(tooMany, answers.stream().filter(answer -> answer.startsWith("HTTP/1.1 503 ")
                        && answer.contains("Retry-After: ") && answer.contains("\"status\":503")).count()));
    }

    private void serve(HttpLimits limits) {
        served = new Served(Served.settings().withLimits(limits));
    }

    private static HttpLimits quick() {
        return HttpLimits.defaults().withTransferMillis(300);
    }

    private Socket connect(String text) throws IOException {
        Socket socket = served.connect();
        sockets.add(socket);
        send(socket, text);
        return socket;
    }

    private HttpResponse<String> soon(String path) {
        return served.send(HttpRequest.newBuilder(served.uri().resolve(path)).timeout(SOON).GET());
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** All that comes until the server ends the connection; a read times out where it does not. */
    private static String readUntilCut(Socket socket) throws IOException {
        StringBuilder text = new StringBuilder();
        try {
            for (int c = socket.getInputStream().read(); c >= 0; c = socket.getInputStream().read()) {
                text.append((char) c);
            }
        } catch (SocketException e) {
            // reset: cut as well
        }
        return text.toString();
    }

    private static void readAnswer(Socket socket) throws IOException {
        byte[] answer = new byte[8192];
        int length = socket.getInputStream().read(answer);
        assertTrue(new String(answer, 0, Math.max(0, length), StandardCharsets.US_ASCII).startsWith("HTTP/1.1 200 "));
    }

    private static boolean isAnswered(Socket socket) {
        try {
            return socket.getInputStream().available() > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitThat(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "never came true");
            Thread.sleep(5);
        }
    }
}
