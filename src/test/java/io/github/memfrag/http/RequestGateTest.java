package io.github.memfrag.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.memfrag.config.ConfigurationReader;
import io.github.memfrag.http.tls.TlsSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a request's head decides; 0 stands for: it may go on. */
class RequestGateTest {
    private static final RequestGate LOOPBACK = gate("127.0.0.1", "127.0.0.1");
    private static final RequestGate EVERYWHERE = gate("0.0.0.0", "0.0.0.0");
    private static final RequestGate NAMED = gate("db1.example", "127.0.1.1");

    @ParameterizedTest
    @CsvSource(nullValues = "none", textBlock = """
            localhost,              0,   0
            localhost:8797,         0,   0
            LocalHost:8797,         0,   0
            127.0.0.1:8797,         0,   0
            127.1.2.3,              0,   0
            [::1]:8797,             0,   0
            [0:0:0:0:0:0:0:1],      0,   0
            none,                   400, 400
            '',                     403, 0
            evil.example,           403, 0
            evil.example:8797,      403, 0
            localhost.evil.example, 403, 0
            127.0.0.1.evil.example, 403, 0
            localhost@evil.example, 403, 0
            [::2]:8797,             403, 0
            10.0.0.1:8797,          403, 0
            0.0.0.0:8797,           403, 0
            2130706433,             403, 0
            """)
    void onLoopbackTheHostIsThisHost(String host, int onLoopback, int everywhere) {
        assertEquals(onLoopback, status(LOOPBACK, request("GET", "/jolokia/", host, null)));
        assertEquals(everywhere, status(EVERYWHERE, request("GET", "/jolokia/", host, null)));
    }

    @Test
    void aNameThatWasConfiguredIsThisHost() {
        assertEquals(0, status(NAMED, request("GET", "/jolokia/", "DB1.example:8797", null)));
        assertEquals(403, status(LOOPBACK, request("GET", "/jolokia/", "db1.example:8797", null)));
    }

    @Test
    void aHostWithinTheTargetIsJudgedToo() {
        assertEquals(403, status(LOOPBACK, request("GET", "http://evil.example/jolokia/", "localhost", null)));
        assertEquals(0, status(LOOPBACK, request("GET", "http://localhost/jolokia/", "localhost", null)));
    }

    @Test
    void twoHostsAreNone() {
        BasicHttpRequest request = request("GET", "/jolokia/", "localhost", null);
        request.addHeader("Host", "evil.example");
        assertEquals(400, status(LOOPBACK, request));
    }

    @Test
    void anOldClientNeedsNoHost() {
        BasicHttpRequest request = request("GET", "/jolokia/", null, null);
        request.setVersion(HttpVersion.HTTP_1_0);
        assertEquals(0, status(LOOPBACK, request));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "none", textBlock = """
            none,                          0
            http://localhost:8797,         0
            HTTP://LOCALHOST:8797,         0
            http://localhost,              403
            http://localhost:80,           403
            https://localhost:8797,        403
            http://127.0.0.1:8797,         403
            http://evil.example,           403
            http://localhost:8797.evil.example, 403
            null,                          403
            '',                            403
            file://,                       403
            """)
    void aForeignOriginIsRefusedAndNoneIsFine(String origin, int status) {
        assertEquals(status, status(LOOPBACK, request("GET", "/jolokia/", "localhost:8797", origin)));
        assertEquals(status, status(EVERYWHERE, request("POST", "/jolokia/", "localhost:8797", origin)));
    }

    @ParameterizedTest
    @CsvSource({"https://localhost:8797,0", "http://localhost:8797,403"})
    void withTlsTheOriginsSchemeIsHttps(String origin, int status) throws Exception {
        TlsSettings tls = TlsSettings.of(ConfigurationReader.read("http.tls.certificate=/x").configuration());
        RequestGate gate = new RequestGate(HttpSettings.defaults().withTls(tls), InetAddress.getByName("127.0.0.1"));
        assertEquals(status, status(gate, request("GET", "/jolokia/", "localhost:8797", origin)));
    }

    @Test
    void aPreflightFromAForeignOriginIsRefused() {
        assertEquals(403, status(LOOPBACK, request("OPTIONS", "/jolokia/", "localhost", "http://evil.example")));
    }

    @Test
    void twoOriginsAreForeign() {
        BasicHttpRequest request = request("POST", "/jolokia/", "localhost", "http://localhost");
        request.addHeader("Origin", "http://localhost");
        assertEquals(403, status(LOOPBACK, request));
    }

    @ParameterizedTest
    @CsvSource({"GET,0", "HEAD,0", "POST,0", "OPTIONS,200", "PUT,405", "DELETE,405", "PATCH,405", "TRACE,405", "CONNECT,405",
        "get,405"})
    void onlyReadingAndPostingMethodsAreAnswered(String method, int status) {
        assertEquals(status, status(LOOPBACK, request(method, "/jolokia/", "localhost", null)));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            /jolokia/,             0
            /jolokia,              0
            /jolokia?p=version,    0
            /jolokia/read/x?y=/,   0
            /,                     302
            /?x,                   404
            /jolokiax,             404
            /JOLOKIA/,             404
            /%6Aolokia/,           404
            /x/../jolokia/,        404
            """)
    void onlyThePathOfJolokiaLeadsOn(String target, int status) {
        assertEquals(status, status(LOOPBACK, request("GET", target, "localhost", null)));
    }

    @Test
    void aPathOfTheOperatorsChoiceLeadsOn() throws Exception {
        RequestGate gate = new RequestGate(HttpSettings.defaults().withPath("/memory"), InetAddress.getByName("127.0.0.1"));
        assertEquals(0, status(gate, request("GET", "/memory/version", "localhost", null)));
        assertEquals(404, status(gate, request("GET", "/jolokia/version", "localhost", null)));
    }

    @Test
    void atTheRootThereIsNothingButJolokia() throws Exception {
        RequestGate gate = new RequestGate(HttpSettings.defaults().withPath("/"), InetAddress.getByName("127.0.0.1"));
        assertEquals(0, status(gate, request("GET", "/", "localhost", null)));
        assertEquals(0, status(gate, request("GET", "/version", "localhost", null)));
    }

    @Test
    void aTargetThatIsTooLongIsRefused() {
        String longest = "/jolokia/" + "x".repeat(HttpLimits.MAX_TARGET_CHARS - "/jolokia/".length());
        assertEquals(0, status(LOOPBACK, request("GET", longest, "localhost", null)));
        assertEquals(414, status(LOOPBACK, request("GET", longest + "x", "localhost", null)));
    }

    private static BasicHttpRequest request(String method, String target, String host, String origin) {
        BasicHttpRequest request = new BasicHttpRequest(method, target);
        request.setVersion(HttpVersion.HTTP_1_1);
        if (host != null) {
            request.addHeader("Host", host);
        }
        if (origin != null) {
            request.addHeader("Origin", origin);
        }
        return request;
    }

    private static int status(RequestGate gate, BasicHttpRequest request) {
        return gate.judge(request).map(Answer::status).orElse(0);
    }

    private static RequestGate gate(String host, String address) {
        try {
            return new RequestGate(HttpSettings.defaults().withHost(host), InetAddress.getByName(address));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
