package io.github.memfrag.http;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.SocketException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that are slow, silent or gone take nothing from the others and do not stay for ever. */
class SlowClientsTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String REQUEST = "GET /jolokia/version HTTP/1.1\r\nHost: localhost\r\n\r\n";
    /** Is worked on until the sample no longer holds it. */
    private static final String HELD_REQUEST =
            "GET /jolokia/read/memfrag:type=Sample/Text HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    private static final String TOO_LARGE = "POST /jolokia/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999999999\r\n\r\n";
    private final List<RawConnection> connections = new ArrayList<>();
    private Served served;

    @AfterEach
    void close() throws IOException {
        for (RawConnection connection : connections) {
            connection.close();
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
        connect(beginning).readUntilCut();
    }

    @Test
    void theDeadlineIsForAWholeRequestHoweverItDrips() throws IOException {
        serve(quick());
        RawConnection connection = connect("GET /jolokia/");
        assertThrows(SocketException.class, () -> {
            for (int i = 0; i < 1000; i++) { // 10 s at most
                Thread.sleep(10);
                connection.send("x");
            }
        });
    }

    @Test
    void aConnectionThatIsNoLongerUsedIsClosed() throws IOException {
        serve(HttpLimits.defaults().withIdleMillis(300));
        assertTrue(connect(REQUEST).readUntilCut().startsWith("HTTP/1.1 200 "));
    }

    @Test
    void aClientThatNeverReadsItsAnswerIsCutOff() throws Exception {
        serve(quick());
        int mebibytes = 30;
        RawConnection connection = connect("GET /jolokia/exec/memfrag:type=Sample/tellMuch/" + mebibytes
                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        awaitThat(() -> served.scopes.size() == 2); // the answer is there
        Thread.sleep(10 * quick().transferMillis());
        assertTrue(connection.readUntilCut().length() < mebibytes << 20);
    }

    @Test
    void aClientWhoseBodyIsRefusedIsToldThatTheConnectionEnds() throws IOException {
        serve(patient());
        RawConnection connection = connect(TOO_LARGE);
        String answer = connection.readUntilCut();
        assertTrue(answer.startsWith("HTTP/1.1 413 ") && answer.contains("Connection: close"), answer);
    }

    @Test
    void aClientWhoseBodyIsRefusedAndThatSendsNoMoreIsCutOff() throws IOException {
        serve(patient());
        RawConnection connection = connect(TOO_LARGE);
        connection.readAnswer();
        assertThrows(SocketException.class, () -> {
            for (int i = 0; i < 5; i++) {
                Thread.sleep(TimeUnit.NANOSECONDS.toMillis(Connection.LINGER_NANOS) + 1100); // and what a sweep takes to see it
                connection.send("x");
            }
        });
    }

    @Test
    void aClientThatReadsOnlyWhenItHasSentAllIsToldThatItWasTooMuch() throws Exception {
        serve(patient());
        RawConnection connection = connect(TOO_LARGE);
        for (int i = 0; i < 40; i++) {
            connection.send("x".repeat(10_000));
            Thread.sleep(100);
        }
        assertTrue(connection.readAnswer().startsWith("HTTP/1.1 413 "));
    }

    @Test
    void aRequestThatIsWorkedOnHasNoDeadline() throws Exception {
        serve(quick());
        CountDownLatch latch = new CountDownLatch(1);
        served.sample.hold(latch);
        RawConnection connection = connect(HELD_REQUEST);
        awaitThat(() -> served.scopes.size() == 1);
        Thread.sleep(10 * quick().transferMillis());
        latch.countDown();
        assertTrue(connection.readAnswer().startsWith("HTTP/1.1 200 "));
    }

    @Test
    void whoSaysNoMoreAndLeavesHalfARequestIsNotWaitedForAsAnIdleClient() throws Exception {
        serve(quick().withIdleMillis(600_000));
        CountDownLatch latch = new CountDownLatch(1);
        served.sample.hold(latch);
        RawConnection connection = connect(HELD_REQUEST.replace("Connection: close\r\n", "") + "nonsense");
        awaitThat(() -> served.scopes.size() == 1);
        connection.endOutput();
        Thread.sleep(100); // the end comes before the answer
        latch.countDown();
        connection.readUntilCut();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "",
            "GET /jolokia/ HTTP/1.1\r\n",
            "POST /jolokia/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{"})
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
        serve(patient().withMaxConnections(3));
        RawConnection first = connect("");
        List<RawConnection> later = List.of(connect(REQUEST), connect(REQUEST), connect(REQUEST));
        first.readUntilCut();
        for (RawConnection connection : later) {
            assertTrue(connection.readAnswer().startsWith("HTTP/1.1 200 "));
            assertTrue(connection.send(REQUEST).readAnswer().startsWith("HTTP/1.1 200 "));
        }
    }

    @Test
    void aRequestThatIsWorkedOnIsNotEndedForANewConnection() throws Exception {
        serve(patient().withMaxConnections(3));
        CountDownLatch latch = new CountDownLatch(1);
        served.sample.hold(latch);
        RawConnection connection = connect(HELD_REQUEST);
        awaitThat(() -> served.scopes.size() == 1);
        RawConnection silent = connect("");
        for (int i = 0; i < 10; i++) {
            connect("");
        }
        silent.readUntilCut();
        latch.countDown();
        assertTrue(connection.readAnswer().startsWith("HTTP/1.1 200 "));
    }

    @Test
    void clientsThatSendManyRequestsAtOnceAndNeverReadHaveOneOfEachWorkedOn() throws Exception {
        serve(patient().withRequestsPerSecond(1000)); // the rate is not what stops them
        int attackers = 5;
        String request = "GET /jolokia/exec/memfrag:type=Sample/tellMuch/8 HTTP/1.1\r\nHost: localhost\r\n\r\n";
        for (int i = 0; i < attackers; i++) {
            connect("").readLittle().send(request.repeat(HttpLimits.MAX_PIPELINED));
        }
        awaitThat(() -> served.scopes.size() >= 2 * attackers);
        for (int i = 0; i < 50; i++) {
            assertEquals(200, soon("version").statusCode());
        }
        Thread.sleep(200);
        assertEquals(2 * (attackers + 50), served.scopes.size()); // each is opened and closed
    }

    @Test
    void whatWaitsIsNotWorkedOnWhereLargeAnswersHaveUsedUpItsClientsBudgetMeanwhile() throws Exception {
        serve(patient().withRequestsPerSecond(2));
        CountDownLatch latch = new CountDownLatch(1);
        served.sample.hold(latch);
        for (int i = 0; i < HttpLimits.WORKERS; i++) {
            connect(HELD_REQUEST);
        }
        awaitThat(() -> served.scopes.size() == HttpLimits.WORKERS);
        int large = 3 * HttpLimits.WORKERS;
        for (int i = 0; i < large; i++) {
            connect("GET /jolokia/exec/memfrag:type=Sample/tellMuch/1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        }
        Thread.sleep(300); // they have come, and been let in
        latch.countDown();
        int tooMany = 0;
        for (RawConnection connection : connections) {
            tooMany += connection.readAnswer().startsWith("HTTP/1.1 429 ") ? 1 : 0;
        }
        assertTrue(tooMany >= large - HttpLimits.WORKERS, tooMany + " of " + large);
    }

    @Test
    void requestsSentAtOnceAreAnsweredInTheirOrder() throws Exception {
        serve(patient());
        String read = "GET /jolokia/read/memfrag:type=Sample/Number HTTP/1.1\r\nHost: localhost\r\n\r\n";
        RawConnection connection = connect(REQUEST + read + REQUEST + read.replace("/jolokia", "/other") + REQUEST);
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            answers.add(connection.readAnswer());
        }
        assertAll(
                () -> assertTrue(answers.get(1).contains("\"attribute\":\"Number\""), answers.get(1)),
                () -> assertTrue(answers.get(3).startsWith("HTTP/1.1 404 "), answers.get(3)),
                () -> assertTrue(answers.get(4).contains("\"type\":\"version\""), answers.get(4)));
    }

    @Test
    void whereTooManyRequestsWaitTheOthersAreToldToComeBack() throws Exception {
        serve(HttpLimits.defaults());
        CountDownLatch latch = new CountDownLatch(1);
        served.sample.hold(latch);
        int held = HttpLimits.WORKERS + HttpLimits.WAITING_REQUESTS;
        int tooMany = 10;
        for (int i = 0; i < held + tooMany; i++) {
            connect(HELD_REQUEST);
        }
        awaitThat(() -> connections.stream().filter(RawConnection::isAnswered).count() == tooMany);
        latch.countDown();
        List<String> answers = new ArrayList<>();
        for (RawConnection connection : connections) {
            answers.add(connection.readUntilCut());
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

    /** With deadlines that no test waits for. */
    private static HttpLimits patient() {
        return HttpLimits.defaults().withTransferMillis(600_000).withIdleMillis(600_000);
    }

    private RawConnection connect(String text) throws IOException {
        RawConnection connection = served.connect();
        connections.add(connection);
        return connection.send(text);
    }

    private HttpResponse<String> soon(String path) {
        return served.send(HttpRequest.newBuilder(served.uri().resolve(path)).timeout(SOON).GET());
    }

    private static void awaitThat(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "never came true");
            Thread.sleep(5);
        }
    }
}
