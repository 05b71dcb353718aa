package io.github.memfrag.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.config.ConfigurationReader;
import io.github.memfrag.http.tls.TlsSettings;
import io.github.memfrag.testing.TestCertificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same over TLS, for clients as they are: the JDK's and openssl's. */
class HttpsTest {
    private static final String READ = "read/memfrag:type=Sample/Number";
    private static final String REQUEST = "GET /jolokia/version HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private static Path directory;
    @TempDir
    private static Path foreignDirectory;
    private static TestCertificates certificates;
    private static TestCertificates foreign;

    private final List<AutoCloseable> open = new ArrayList<>();
    private Served served;

    @BeforeAll
    static void certify() {
        certificates = new TestCertificates(directory).certify("ec", TestCertificates.EC).certify("rsa", TestCertificates.RSA)
                .certify("client", TestCertificates.EC).keyStore("client").keyStore("ec");
        foreign = new TestCertificates(foreignDirectory).certify("client", TestCertificates.EC).keyStore("client");
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        served.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http.tls.certificate=DIR/ec.pem,http.tls.key=DIR/ec.key", "http.tls.certificate=DIR/rsa.pem,http.tls.key=DIR/rsa.key",
        "http.tls.keystore=DIR/ec.p12,http.tls.password.file=DIR/password"})
    void aClientThatTrustsTheAuthorityIsAnswered(String arguments) {
        serve(arguments.replace("DIR", directory.toString()));
        assertEquals("https", served.uri().getScheme());
        assertEquals(List.of("serving " + served.uri()), served.log);
        assertEquals(200, served.get(READ).statusCode());
        assertEquals(200, served.post("{\"type\":\"read\",\"mbean\":\"memfrag:type=Sample\",\"attribute\":\"Number\"}").statusCode());
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.3, TLSv1.3", "TLSv1.2, TLSv1.2", "TLSv1.2 TLSv1.3, TLSv1.3"})
    void theNewestProtocolOfBothIsSpoken(String offered, String spoken) throws IOException {
        serve(certificates.arguments("ec"));
        SSLSocket socket = connect(certificates.client());
        socket.setEnabledProtocols(offered.split(" "));
        socket.startHandshake();
        assertEquals(spoken, socket.getSession().getProtocol());
    }

    /** What a client asks for, and whether it gets it. */
    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
            "-tls1_2, ECDHE-RSA-AES128-GCM-SHA256,   true",
            "-tls1_2, ECDHE-RSA-AES256-GCM-SHA384,   true",
            "-tls1_3, ALL,                           true",
            "-tls1_2, ECDHE-RSA-AES128-SHA256,       false",
            "-tls1_2, AES128-GCM-SHA256,             false",
            "-tls1_2, DHE-RSA-AES128-GCM-SHA256,     false",
            "-tls1_2, aNULL,                         false",
            "-tls1_1, ALL,                           false",
            "-tls1,   ALL,                           false"})
    void oldProtocolsAndWeakCiphersAreRefused(String protocol, String ciphers, boolean served) {
        serve(certificates.arguments("rsa"));
        String told = openssl(protocol, "-cipher", ciphers + ":@SECLEVEL=0");
        assertEquals(served, told.contains("Verify return code: 0 (ok)") && !told.contains("Cipher is (NONE)"), told);
        assertEquals(!served, told.contains("alert"), told);
    }

    @Test
    void aServerOfAnotherAuthorityIsNotTrusted() {
        serve(certificates.arguments("ec"), client(foreign.client()));
        assertThrows(UncheckedIOException.class, () -> served.get(READ));
    }

    @Test
    void aClientWithACertificateOfTheAuthorityGetsIn() {
        serve(certificates.arguments("ec") + ",http.tls.clients=" + certificates.path("ca.pem"), client(certificates.clientWith("client")));
        assertEquals(200, served.get(READ).statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "of another authority"})
    void whereClientsMustBeKnownOthersAreRefused(String certificate) {
        serve(certificates.arguments("ec") + ",http.tls.clients=" + certificates.path("ca.pem"));
        String[] shown = certificate.equals("none") ? new String[0]
                : new String[] {"-cert", foreign.path("client.pem").toString(), "-key", foreign.path("client.key").toString()};
        for (String protocol : List.of("-tls1_2", "-tls1_3")) {
            List<String> arguments = new ArrayList<>(List.of(protocol, "-ign_eof"));
            arguments.addAll(List.of(shown));
            String told = certificates.tryOpenssl(REQUEST, command(arguments.toArray(String[]::new)));
            assertTrue(told.contains("alert") && !told.contains("HTTP/1.1"), told);
        }
    }

    @Test
    void aLargeAnswerArrivesWhole() {
        serve(certificates.arguments("ec"));
        assertTrue(served.get("exec/memfrag:type=Sample/tellMuch/5").body().length() > 5 << 20);
    }

    @Test
    void aPageOfOurOwnOriginMayAsk() {
        serve(certificates.arguments("ec"));
        String host = "127.0.0.1:" + served.port();
        assertEquals(200, asked("https://" + host));
        assertEquals(403, asked("http://" + host));
    }

    private int asked(String origin) {
        return served.send(HttpRequest.newBuilder(served.uri().resolve(READ)).header("Origin", origin)).statusCode();
    }

    @Test
    void newFilesAreServedWithoutARestart() throws Exception {
        TestCertificates own = new TestCertificates(Files.createDirectory(directory.resolve("renewed"))).certify("now", TestCertificates.EC)
                .certify("next", TestCertificates.RSA);
        serve(own.arguments("now"), client(own.client()));
        assertEquals("CN=now", shown(own));
        Files.move(own.path("next.key"), own.path("now.key"), StandardCopyOption.REPLACE_EXISTING);
        Files.move(own.path("next.pem"), own.path("now.pem"), StandardCopyOption.REPLACE_EXISTING);
        for (int i = 0; i < 1000 && shown(own).equals("CN=now"); i++) {
            Thread.sleep(10);
        }
        assertEquals("CN=next", shown(own));
        assertEquals(200, served.get(READ).statusCode());
    }

    private String shown(TestCertificates trusted) throws IOException {
        try (SSLSocket socket = (SSLSocket) trusted.client().getSocketFactory().createSocket("127.0.0.1", served.port())) {
            socket.startHandshake();
            return socket.getSession().getPeerPrincipal().toString();
        }
    }

    @Test
    void whatIsWrongWithTlsKeepsThePortClosedUntilItIsMended() throws Exception {
        Path key = directory.resolve("late.key");
        served = new Served(settings("http.tls.certificate=" + certificates.path("ec.pem") + ",http.tls.key=" + key).withRetryMillis(20),
                client(certificates.client()));
        Thread.sleep(200); // several tries
        assertEquals(1, served.log.size(), served.log.toString());
        assertTrue(served.log.get(0).startsWith("cannot serve HTTPS on 127.0.0.1:0 (http.tls.key=" + key + " does not exist); the MBeans stay"),
                served.log.get(0));
        assertEquals(served.log, served.endpoint.warnings());
        assertEquals(Optional.empty(), served.endpoint.url());

        Files.copy(certificates.path("ec.key"), key, StandardCopyOption.COPY_ATTRIBUTES);
        for (int i = 0; i < 1000 && !served.endpoint.url().isPresent(); i++) {
            Thread.sleep(10);
        }
        assertEquals(200, served.get(READ).statusCode());
        assertEquals(List.of(), served.endpoint.warnings());
    }

    @Test
    void aKeyThatEveryoneMayReadIsAWarning() throws IOException {
        certificates.certify("open", TestCertificates.EC);
        Files.setPosixFilePermissions(certificates.path("open.key"), PosixFilePermissions.fromString("rw-r--r--"));
        serve(certificates.arguments("open"));
        assertEquals(2, served.log.size(), served.log.toString());
        assertEquals(List.of(served.log.get(0)), served.endpoint.warnings());
        assertTrue(served.log.get(0).contains("open.key can be read by every user"), served.log.get(0));
    }

    @Test
    void theHostsOwnDefaultIsNotTouched() throws Exception {
        SSLContext before = SSLContext.getDefault();
        serve(certificates.arguments("ec"));
        served.get(READ);
        assertSame(before, SSLContext.getDefault());
        assertEquals(List.of(), System.getProperties().stringPropertyNames().stream().filter(name -> name.startsWith("javax.net.ssl")).toList());
    }

    private void serve(String arguments) {
        serve(arguments, client(certificates.client()));
    }

    private void serve(String arguments, HttpClient client) {
        served = new Served(settings(arguments), client);
    }

    private static HttpSettings settings(String arguments) {
        return Served.settings().withTls(TlsSettings.of(ConfigurationReader.read(arguments).configuration()));
    }

    private static HttpClient client(SSLContext context) {
        return HttpClient.newBuilder().sslContext(context).build();
    }

    private SSLSocket connect(SSLContext context) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", served.port());
        socket.setSoTimeout((int) SOON.toMillis());
        open.add(socket);
        return socket;
    }

    private String openssl(String... options) {
        return certificates.tryOpenssl("", command(options));
    }

    private String[] command(String... options) {
        List<String> command = new ArrayList<>(List.of("s_client", "-connect", "127.0.0.1:" + served.port(), "-CAfile", "ca.pem"));
        command.addAll(List.of(options));
        return command.toArray(String[]::new);
    }
}
