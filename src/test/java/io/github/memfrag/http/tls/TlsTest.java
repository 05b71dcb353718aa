package io.github.memfrag.http.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import io.github.memfrag.config.ConfigurationReader;
import io.github.memfrag.testing.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSessionContext;
import org.apache.hc.core5.reactor.ProtocolIOSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.ArgumentCaptor;

/** What happens when the files change, look by look. */
class TlsTest {
    @TempDir
    private Path directory;
    private final List<String> log = new ArrayList<>();
    private TestCertificates certificates;
    private Tls tls;

    @BeforeEach
    void start() throws TlsException {
        certificates = new TestCertificates(directory).certify("used", TestCertificates.EC).certify("next", TestCertificates.EC);
        tls = Tls.start(TlsSettings.of(ConfigurationReader.read(certificates.arguments("used")).configuration()), log::add);
    }

    @Test
    void whereNothingChangesNothingIsSaid() {
        tls.look();
        tls.look();
        assertEquals(List.of(), log);
        assertEquals(List.of(), tls.warnings());
    }

    @Test
    void newFilesAreTakenOnceTheyHaveSettled() throws IOException {
        replace("used.pem", "next.pem");
        tls.look();
        replace("used.key", "next.key");
        tls.look();
        assertEquals(List.of(), log, "they may still be written");
        tls.look();
        assertEquals(List.of("serving with the new http.tls.certificate=" + directory + "/used.pem from now on"), log);
        tls.look();
        assertEquals(1, log.size());
    }

    @Test
    void aBrokenFileIsOneWarningUntilItIsMended() throws IOException {
        Path good = Files.copy(certificates.path("used.key"), directory.resolve("good.key"), StandardCopyOption.COPY_ATTRIBUTES);
        certificates.write("used.key", "");
        for (int i = 0; i < 5; i++) {
            tls.look();
        }
        assertEquals(1, log.size(), log.toString());
        assertTrue(log.get(0).startsWith("http.tls.key=" + directory + "/used.key holds no private key"), log.get(0));
        assertEquals(log, tls.warnings());

        Files.move(good, certificates.path("used.key"), StandardCopyOption.REPLACE_EXISTING);
        tls.look();
        tls.look();
        assertEquals(2, log.size(), log.toString());
        assertEquals(List.of(), tls.warnings());
    }

    @Test
    void aFileThatHasGoneIsAWarning() throws IOException {
        Files.delete(certificates.path("used.pem"));
        tls.look();
        tls.look();
        assertTrue(log.get(0).startsWith("http.tls.certificate=" + directory + "/used.pem does not exist; the key and"), log.toString());
    }

    @Test
    void aKeyThatIsOpenedToEveryoneIsAWarningAtOnce() throws IOException {
        Files.setPosixFilePermissions(certificates.path("used.key"), PosixFilePermissions.fromString("rw-r--r--"));
        assertEquals(1, tls.warnings().size(), tls.warnings().toString());
    }

    @Test
    void aCertificateThatHasExpiredIsAWarning() throws TlsException {
        certificates.certify("expired", -1, TestCertificates.EC);
        tls = Tls.start(TlsSettings.of(ConfigurationReader.read(certificates.arguments("expired")).configuration()), log::add);
        assertEquals(1, log.size(), log.toString());
        assertTrue(log.get(0).startsWith("http.tls.certificate=" + directory + "/expired.pem has expired"), log.get(0));
        assertEquals(log, tls.warnings());
    }

    /** The JDK's default is 20,480 for a day, each with some KiB of the host's heap. */
    @Test
    void strangersCannotFillTheHeapWithSessions() {
        ProtocolIOSession connection = mock(ProtocolIOSession.class);
        tls.encrypt(connection);
        ArgumentCaptor<SSLContext> used = ArgumentCaptor.forClass(SSLContext.class);
        verify(connection).startTls(used.capture(), any(), any(), any(), any(), any());
        SSLSessionContext sessions = used.getValue().getServerSessionContext();
        assertTrue(sessions.getSessionCacheSize() > 0 && sessions.getSessionCacheSize() <= 1000, "sessions " + sessions.getSessionCacheSize());
        assertTrue(sessions.getSessionTimeout() > 0 && sessions.getSessionTimeout() <= 600, sessions.getSessionTimeout() + " s");
    }

    private void replace(String name, String by) throws IOException {
        Files.move(certificates.path(by), certificates.path(name), StandardCopyOption.REPLACE_EXISTING);
    }
}
