package io.github.memfrag.http;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.testing.AgentJar;
import io.github.memfrag.testing.ForkedJvm;
import io.github.memfrag.testing.ForkedJvm.Outcome;
import io.github.memfrag.testing.JavaHome;
import io.github.memfrag.testing.RunningJvm;
import io.github.memfrag.testing.TestCertificates;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The real jar serves HTTPS in a service on every JVM. */
@Execution(ExecutionMode.CONCURRENT)
class HttpsIT {
    private static final String READ = "read/memfrag:type=Fragmentation/FreeBlocks";

    @TempDir
    private static Path directory;
    private static TestCertificates certificates;

    @BeforeAll
    static void certify() {
        certificates = new TestCertificates(directory).certify("ec", TestCertificates.EC).keyStore("ec").certify("rsa", TestCertificates.RSA)
                .certify("client", TestCertificates.EC).keyStore("client");
        certificates.openssl("rsa", "-in", "rsa.key", "-traditional", "-out", "pkcs1.key");
        certificates.openssl("pkcs8", "-topk8", "-in", "rsa.key", "-passout", "file:password", "-out", "encrypted.key");
        certificates.openssl("ec", "-in", "ec.key", "-out", "sec1.key");
        List.of("pkcs1.key", "encrypted.key", "sec1.key").forEach(certificates::ownersOnly);
    }

    static Stream<JavaHome> homes() {
        return JavaHome.all().stream();
    }

    static Stream<Arguments> homesAndKeys() {
        return homes().flatMap(home -> Stream.of("certificate=ec.pem key=ec.key", "certificate=ec.pem key=sec1.key",
                "certificate=rsa.pem key=pkcs1.key", "certificate=rsa.pem key=encrypted.key password.file=password",
                "keystore=ec.p12 password.file=password").map(files -> Arguments.of(home, files)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("homesAndKeys")
    void aServiceIsReadOverHttps(JavaHome home, String files) throws Exception {
        try (RunningJvm host = start(home, arguments(files))) {
            String url = host.awaitErr("^memfrag-agent: serving (https://\\S+)$");
            for (String protocol : List.of("-tls1_2", "-tls1_3")) {
                String told = certificates.tryOpenssl("", "s_client", "-connect", URI.create(url).getAuthority(), "-CAfile", "ca.pem", protocol);
                assertTrue(told.contains("Verify return code: 0 (ok)") && !told.contains("Cipher is (NONE)"), told);
            }
            assertRead(HttpClient.newBuilder().sslContext(certificates.client()).build(), url);
            assertUnharmed(host);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("homes")
    void aServiceIsReadByThoseWithACertificateOnly(JavaHome home) throws Exception {
        try (RunningJvm host = start(home, arguments("certificate=ec.pem key=ec.key clients=ca.pem"))) {
            String url = host.awaitErr("^memfrag-agent: serving (https://\\S+)$");
            String told = certificates.tryOpenssl("GET / HTTP/1.0\r\n\r\n", "s_client", "-connect", URI.create(url).getAuthority(), "-ign_eof");
            assertTrue(told.contains("alert") && !told.contains("HTTP/1"), told);
            assertRead(HttpClient.newBuilder().sslContext(certificates.clientWith("client")).build(), url);
            assertUnharmed(host);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("homes")
    void whatIsWrongWithTlsIsOneLineAndNoPort(JavaHome home) {
        Outcome with = ForkedJvm.on(home).options(AgentJar.option("start.delay=0,port=0," + arguments("certificate=ec.pem")))
                .main("WaitsForAgent", "7").run();
        assertAll(
                () -> assertEquals(new Outcome(7, "service output\nservice done\n", "service error output\n"), with.withoutAgentLines()),
                () -> assertEquals(1, with.troubles().size(), with.err()),
                () -> assertTrue(with.troubles().get(0).startsWith("cannot serve HTTPS on 127.0.0.1:0 (http.tls.certificate="), with.err()));
    }

    private static RunningJvm start(JavaHome home, String arguments) {
        return ForkedJvm.on(home).options(AgentJar.option("start.delay=0,port=0," + arguments)).main("WaitsForInput").start();
    }

    private static String arguments(String files) {
        return Stream.of(files.split(" ")).map(file -> "http.tls." + file.replace("=", "=" + directory + "/"))
                .reduce((one, other) -> one + "," + other).orElseThrow();
    }

    private static void assertRead(HttpClient client, String url) throws Exception {
        HttpResponse<String> answer = client.send(HttpRequest.newBuilder(URI.create(url).resolve(READ)).build(), HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer.body());
    }

    private static void assertUnharmed(RunningJvm host) {
        host.closeInput();
        Outcome outcome = host.awaitEnd();
        assertEquals(0, outcome.exitCode());
        assertEquals(List.of(), outcome.troubles());
    }
}
