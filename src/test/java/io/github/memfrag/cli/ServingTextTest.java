package io.github.memfrag.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.config.ConfigurationReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServingTextTest {
    private static final Optional<String> URL = Optional.of("http://127.0.0.1:8797/jolokia/");
    private static final String PID = String.valueOf(ProcessHandle.current().pid());

    @Test
    void givesLinesToTryNext() {
        assertEquals(List.of(
                "Serving until Ctrl-C",
                "  URL       http://127.0.0.1:8797/jolokia/",
                "  read      curl -s http://127.0.0.1:8797/jolokia/read/memfrag:type=Fragmentation/UnusableFreePercent",
                "  cure      closed over HTTP; http.operations=on and http.users=FILE open it for operators, whom 'passwd NAME --role operate'"
                        + " makes",
                "  JConsole  jconsole " + PID), lines("", URL));
    }

    @Test
    void givesALineThatCuresWhereThatIsOpen() {
        assertEquals("  cure      curl -s -u NAME http://127.0.0.1:8797/jolokia/ -d '{\"type\":\"exec\",\"mbean\":\"memfrag:type=Relief\","
                + "\"operation\":\"compactMemory\"}'", lines("http.operations=on,http.users=/u", URL).get(3));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            http.operations=on, closed over HTTP; http.users=FILE opens it
            http.users=/u,      closed over HTTP; http.operations=on opens it
            """)
    void saysWhatIsMissingForACure(String configuration, String missing) {
        assertTrue(lines(configuration, URL).get(3).contains(missing + " for operators"));
    }

    @Test
    void namesWhatAClientNeedsForAKeystoreAndMutualTls() {
        assertTrue(lines("http.tls.keystore=/k.p12,http.tls.password.file=/p,http.tls.clients=/ca.pem",
                Optional.of("https://127.0.0.1:8797/jolokia/")).get(2)
                .contains("curl -s --cacert CA.pem --cert CLIENT.pem --key CLIENT.key https://"));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            http://0.0.0.0:8797/jolokia/,   auto, true
            http://192.0.2.1:8797/jolokia/, auto, true
            http://192.0.2.1:8797/jolokia/, read, false
            http://[::1]:8797/jolokia/,     auto, false
            http://[::1]:8797/jolokia/,     none, true
            """)
    void logsInWhereReadingNeedsIt(String url, String anonymous, boolean login) {
        assertEquals(login, lines("http.anonymous=" + anonymous, Optional.of(url)).get(2).contains("curl -s -u NAME http"));
    }

    @Test
    void namesTheCertificateThatIsServed() {
        assertEquals("  read      curl -s --cacert /tls.pem https://127.0.0.1:8797/jolokia/read/memfrag:type=Fragmentation/UnusableFreePercent",
                lines("http.tls.certificate=/tls.pem,http.tls.key=/tls.key", Optional.of("https://127.0.0.1:8797/jolokia/")).get(2));
    }

    @Test
    void saysWhoHasThePortAndWhichToTake() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int port = taken.getLocalPort();
            assertEquals("Port " + port + " is taken by process " + PID + " (java). 'serve port=" + (port + 1)
                    + "' would take another; the MBeans are there over JMX.", lines("port=" + port, Optional.empty()).get(1));
        }
    }

    @Test
    void speaksOfJmxOnlyWhereHttpIsOff() {
        assertEquals(List.of("Serving until Ctrl-C", "  JConsole  jconsole " + PID), lines("http=off", Optional.empty()));
    }

    @Test
    void doesNotGuessWhyHttpIsNotServedWhereThePortIsFree() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = free.getLocalPort();
        }
        assertTrue(lines("port=" + port, Optional.empty()).get(1).startsWith("HTTP is not served yet: the line of the log says why;"));
    }

    private static List<String> lines(String configuration, Optional<String> url) {
        return new ServingText(ConfigurationReader.read(configuration).configuration(), url, Style.of(false, true)).lines();
    }
}
