package io.github.memfrag.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.http.login.TestUsers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where there are more connections than may be, who behaves keeps his. */
class CrowdTest {
    private static final int PLACES = 20;
    private static final String ELSEWHERE = "127.0.0.2";
    private static final String HEAD = "GET /jolokia/version HTTP/1.1\r\nHost: localhost\r\n";
    private static final String REQUEST = HEAD + "\r\n";
    private static final String UNREAD = "GET /jolokia/exec/memfrag:type=Sample/tellMuch/8 HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final int UNREAD_BYTES = 8 << 20;
    private static final String HELD = "GET /jolokia/read/memfrag:type=Sample/Text HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private final List<RawConnection> crowd = new ArrayList<>();
    private Served served;

    @AfterEach
    void close() throws IOException {
        for (RawConnection connection : crowd) {
            connection.close();
        }
        served.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET /jolokia/", "POST /jolokia/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{", UNREAD,
        REQUEST + REQUEST + REQUEST + REQUEST + REQUEST + REQUEST + REQUEST + REQUEST + REQUEST + REQUEST})
    void aConnectionThatWasUsedStaysWhileAnyNumberComesThatIsNot(String beginning) throws IOException {
        serve(HttpAccess.defaults());
        try (RawConnection kept = served.connect()) {
            use(kept, REQUEST);
            for (int i = 0; i < 3 * PLACES; i++) {
                crowd.add(served.connect().readLittle().send(beginning));
            }
            ask(kept, REQUEST);
        }
    }

    @Test
    void aConnectionIdleForLongStaysWhileAnotherClientUsesAnyNumber() throws IOException {
        serve(HttpAccess.defaults());
        try (RawConnection kept = new RawConnection(served.port(), ELSEWHERE)) {
            use(kept, REQUEST);
            for (int i = 0; i < 3 * PLACES; i++) {
                crowd.add(served.connect());
                use(crowd.get(i), REQUEST);
            }
            ask(kept, REQUEST);
        }
    }

    @Test
    void aUsersConnectionStaysWhileAnyNumberIsUsedWithoutLogin() throws IOException {
        TestUsers users = TestUsers.create().with("reader", "read", "secret");
        serve(Served.operable(users));
        String loggedIn = HEAD + "Authorization: " + TestUsers.basic("reader", "secret") + "\r\n\r\n";
        try (RawConnection kept = served.connect()) {
            use(kept, loggedIn);
            for (int i = 0; i < 3 * PLACES; i++) {
                crowd.add(served.connect());
                use(crowd.get(i), REQUEST);
            }
            ask(kept, loggedIn);
        }
    }

    @Test
    void whoStallsGoesThoughHeBehavedBefore() throws Exception {
        serve(HttpAccess.defaults());
        RawConnection stalled = served.connect().readLittle();
        use(stalled, REQUEST);
        stalled.send(UNREAD);
        Thread.sleep(TimeUnit.NANOSECONDS.toMillis(Connection.STALL_NANOS) + 1000);
        for (int i = 0; i < PLACES; i++) { // one too many
            crowd.add(served.connect());
            use(crowd.get(i), REQUEST);
        }
        for (RawConnection connection : crowd) {
            ask(connection, REQUEST);
        }
        assertTrue(stalled.readUntilCut().length() < UNREAD_BYTES);
        stalled.close();
    }

    @Test
    void whoUsesAllPlacesDoesNotCloseTheDoorToWhoComesLater() throws IOException {
        serve(HttpAccess.defaults());
        for (int i = 0; i < PLACES; i++) {
            crowd.add(served.connect());
            use(crowd.get(i), REQUEST);
        }
        for (int i = 0; i < PLACES; i++) {
            crowd.add(served.connect()); // each alone would end the one before
        }
        for (int i = 0; i < PLACES / 4; i++) {
            ask(crowd.get(2 * PLACES - 1 - i), REQUEST);
        }
    }

    @Test
    void whatWasAskedOnAConnectionThatIsNoMoreIsNotWorkedOn() throws Exception {
        serve(HttpAccess.defaults());
        CountDownLatch latch = new CountDownLatch(1);
        served.sample.hold(latch);
        for (int i = 0; i < HttpLimits.WORKERS; i++) {
            crowd.add(served.connect().send(HELD));
        }
        awaitScopes(HttpLimits.WORKERS);
        served.connect().send(REQUEST.repeat(HttpLimits.MAX_PIPELINED + 1)).readUntilCut();
        latch.countDown();
        for (RawConnection connection : crowd) {
            connection.readAnswer();
        }
        try (RawConnection connection = served.connect()) {
            ask(connection, REQUEST);
        }
        awaitScopes(2 * (HttpLimits.WORKERS + 1)); // each is opened and closed
        assertEquals(2 * (HttpLimits.WORKERS + 1), served.scopes.size());
    }

    @Test
    void whatSlowClientsLeaveInTheHeapIsBoundedOverAllOfThem() throws IOException {
        served = new Served(Served.settings().withLimits(patient(HttpLimits.defaults())));
        String half = " ".repeat(60_000);
        int most = HttpLimits.MAX_HELD_BYTES / half.length();
        for (int i = 0; i < most + 50; i++) {
            crowd.add(served.connect().send("POST /jolokia/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60001\r\n\r\n").send(half));
        }
        try (RawConnection other = served.connect()) {
            ask(other, REQUEST);
        }
        long kept = crowd.stream().filter(connection -> isAnswered(connection, "x")).count();
        int onTheirWay = 10; // The last bodies may not have come in as a whole before the first are answered.
        assertTrue(kept <= most + onTheirWay && kept > most / 2, kept + " of " + crowd.size() + " were kept, there is room for " + most);
    }

    private static boolean isAnswered(RawConnection connection, String rest) {
        try {
            return connection.send(rest).readAnswer().startsWith("HTTP/1.1 400 ");
        } catch (IOException e) {
            return false;
        }
    }

    private void serve(HttpAccess access) {
        // The rate of requests is another subject: here the crowd shares it with who behaves.
        HttpLimits limits = patient(HttpLimits.defaults().withMaxConnections(PLACES).withRequestsPerSecond(100_000));
        served = new Served(Served.settings().withLimits(limits).withAccess(access));
    }

    private static HttpLimits patient(HttpLimits limits) {
        return limits.withTransferMillis(600_000).withIdleMillis(600_000);
    }

    /** Asks often enough to be known for it, though two requests may look as if sent at once. */
    private static void use(RawConnection connection, String request) throws IOException {
        for (int i = 0; i < 5; i++) {
            ask(connection, request);
        }
    }

    private static void ask(RawConnection connection, String request) throws IOException {
        String answer = connection.send(request).readAnswer();
        assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
    }

    private void awaitScopes(int count) throws InterruptedException {
        for (int i = 0; i < 2000 && served.scopes.size() < count; i++) {
            Thread.sleep(5);
        }
    }
}
