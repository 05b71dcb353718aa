package io.github.memfrag.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.http.login.TestUsers;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where anybody reads on an address that is not loopback, a page of a stranger's does not. */
class RebindingTest {
    private static final TestUsers USERS = TestUsers.create().with("alice", "read", "secret");
    private static final Served SERVED = new Served(Served.settings().withHost("0.0.0.0").withAccess(
            HttpAccess.defaults().withAnonymous(Anonymous.READ).withUsersFile(Optional.of(USERS.path()))));

    @AfterAll
    static void close() {
        SERVED.close();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            evil.example,      403
            EVIL.example:8797, 403
            127.0.0.1.evil.example, 403
            evil.,             403
            127.0.0.1,         200
            192.0.2.7:8797,    200
            [2001:db8::1]:80,  200
            localhost,         200
            db1:8797,          200
            """)
    void withoutALoginTheHostIsOneThatNobodyCouldHaveMadeUp(String host, int status) throws IOException {
        assertEquals(status, status(ask(host, "")));
    }

    @Test
    void theRefusalSaysWhatToDoInstead() throws IOException {
        String answer = ask("evil.example", "");
        assertTrue(answer.contains("\"status\":403") && answer.contains("log in, or ask by the IP address"), answer);
    }

    @Test
    void whoLogsInMayAskByAnyName() throws IOException {
        assertEquals(200, status(ask("evil.example", "Authorization: " + TestUsers.basic("alice", "secret") + "\r\n")));
    }

    @Test
    void theNamesOfThisHostAreLookedUp() throws Exception {
        OwnNames names = new OwnNames(InetAddress.getByAddress("db1.example", new byte[] {(byte) 192, 0, 2, 7}));
        BasicHttpRequest request = new BasicHttpRequest("GET", "/");
        request.addHeader("Host", "DB1.example:8797");
        assertFalse(names.areMeantBy(request));
        names.look();
        assertTrue(names.areMeantBy(request));
        assertTrue(names.advice().contains("or by db1.example"), names.advice());
    }

    private static String ask(String host, String header) throws IOException {
        try (RawConnection connection = SERVED.connect()) {
            return connection.send("GET /jolokia/version HTTP/1.1\r\nHost: " + host + "\r\n" + header + "\r\n").readAnswer();
        }
    }

    private static int status(String answer) {
        return Integer.parseInt(answer.split(" ")[1]);
    }
}
