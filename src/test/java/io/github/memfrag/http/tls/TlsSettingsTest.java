package io.github.memfrag.http.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.config.ConfigurationReader;
import io.github.memfrag.testing.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with the files is told with the key of the configuration, the file and the reason. */
class TlsSettingsTest {
    @TempDir
    private static Path directory;
    private static TestCertificates certificates;

    @BeforeAll
    static void certify() throws IOException {
        certificates = new TestCertificates(directory).write("empty", "").write("wrong", "guessed")
                .certify("rsa", TestCertificates.RSA).certify("ec", TestCertificates.EC).certify("other", TestCertificates.EC)
                .keyStore("ec");
        certificates.openssl("rsa", "-in", "rsa.key", "-traditional", "-aes128", "-passout", "pass:x1234", "-out", "old.key");
        certificates.openssl("pkcs8", "-topk8", "-in", "ec.key", "-passout", "file:password", "-out", "encrypted.key");
        certificates.openssl("pkcs8", "-topk8", "-in", "ec.key", "-passout", "file:password", "-scrypt", "-out", "scrypt.key");
        certificates.openssl("genpkey", "-algorithm", "X25519", "-out", "curve.key");
        certificates.openssl("x509", "-in", "ec.pem", "-outform", "DER", "-out", "ec.der");
        certificates.openssl("pkcs12", "-export", "-nokeys", "-in", "ca.pem", "-out", "keyless.p12", "-passout", "file:password");
        certificates.write("damaged.key", Files.readString(certificates.path("ec.key")).replaceFirst("\nM", "\n"));
        certificates.write("cut.pem", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n");
        certificates.write("reversed.pem", Files.readString(certificates.path("ca.pem")) + Files.readString(certificates.path("ec.pem")));
        certificates.write("cut.key", "-----BEGIN EC PRIVATE KEY-----\nMIIB\n-----END EC PRIVATE KEY-----\n");
        certificates.write("large", " ".repeat((1 << 20) + 1));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            certificate=ec.pem                               | http.tls.certificate=DIR/ec.pem stands without http.tls.key
            key=ec.key                                       | http.tls.key=DIR/ec.key stands without http.tls.certificate
            clients=ca.pem                                   | http.tls.clients=DIR/ca.pem stands without http.tls.certificate
            password.file=password                           | http.tls.password.file=DIR/password stands without http.tls.certificate
            keystore=ec.p12                                  | http.tls.keystore=DIR/ec.p12 stands without http.tls.password.file
            keystore=ec.p12 certificate=ec.pem key=ec.key    | http.tls.keystore=DIR/ec.p12 and http.tls.certificate=DIR/ec.pem are two keys
            keystore=ec.p12 key=ec.key password.file=empty   | http.tls.keystore=DIR/ec.p12 and http.tls.key=DIR/ec.key are two keys
            certificate=no.pem key=ec.key                    | http.tls.certificate=DIR/no.pem does not exist
            certificate=ec.pem key=no.key                    | http.tls.key=DIR/no.key does not exist
            certificate=ec.pem key=.                         | http.tls.key=DIR/. is no file
            certificate=ec.pem key=large                     | http.tls.key=DIR/large is no file, or one of more than 1048576 bytes
            certificate=ec.pem key=empty                     | http.tls.key=DIR/empty holds no private key in PEM
            certificate=ec.pem key=ec.pem                    | http.tls.key=DIR/ec.pem holds no private key in PEM
            certificate=ec.key key=ec.key                    | http.tls.certificate=DIR/ec.key holds no certificate in PEM
            certificate=ec.der key=ec.key                    | http.tls.certificate=DIR/ec.der holds no certificate in PEM
            certificate=cut.pem key=ec.key                   | http.tls.certificate=DIR/cut.pem holds a damaged certificate
            certificate=ec.pem key=cut.key                   | http.tls.key=DIR/cut.key holds a damaged private key
            certificate=ec.pem key=damaged.key               | http.tls.key=DIR/damaged.key holds a
            certificate=ec.pem key=rsa.key                   | http.tls.certificate=DIR/ec.pem begins with a certificate of another key (CN=ec)
            certificate=ec.pem key=other.key                 | http.tls.certificate=DIR/ec.pem begins with a certificate of another key (CN=ec)
            certificate=reversed.pem key=ec.key              | http.tls.certificate=DIR/reversed.pem begins with a certificate of another key (CN=ca)
            certificate=ec.pem key=curve.key                 | http.tls.key=DIR/curve.key holds a private key that this Java
            certificate=rsa.pem key=old.key                  | http.tls.key=DIR/old.key is encrypted in OpenSSL's old way; 'openssl pkcs8 -topk8
            certificate=ec.pem key=encrypted.key             | http.tls.key=DIR/encrypted.key is encrypted: http.tls.password.file names
            certificate=ec.pem key=encrypted.key password.file=wrong | http.tls.key=DIR/encrypted.key is not opened by the password in http.tls.password.file=DIR/wrong
            certificate=ec.pem key=scrypt.key password.file=password | http.tls.key=DIR/scrypt.key
            keystore=ec.p12 password.file=wrong              | http.tls.keystore=DIR/ec.p12 is not opened by the password in http.tls.password.file=DIR/wrong
            keystore=ec.p12 password.file=empty              | http.tls.keystore=DIR/ec.p12 is not opened by the password in http.tls.password.file=DIR/empty
            keystore=ec.pem password.file=password           | http.tls.keystore=DIR/ec.pem is no key store in PKCS#12
            keystore=keyless.p12 password.file=password      | http.tls.keystore=DIR/keyless.p12 holds 0 private keys
            certificate=ec.pem key=ec.key clients=no.pem     | http.tls.clients=DIR/no.pem does not exist
            certificate=ec.pem key=ec.key clients=ec.key     | http.tls.clients=DIR/ec.key holds no certificate in PEM
            """)
    void whatIsWrongIsNamed(String settings, String message) {
        String told = assertThrows(TlsException.class, () -> TlsContext.read(settings(settings))).getMessage();
        assertTrue(told.startsWith(message.replace("DIR", directory.toString())), told);
        assertFalse(told.contains("guessed") || told.contains("\n"), told);
    }

    @ParameterizedTest
    @CsvSource({"certificate=ec.pem key=ec.key, CN=ec", "keystore=ec.p12 password.file=password, CN=ec",
        "certificate=ec.pem key=encrypted.key password.file=password, CN=ec", "certificate=ec.pem key=ec.key clients=ca.pem, CN=ec"})
    void whatIsRightIsTaken(String settings, String subject) throws TlsException {
        assertTrue(settings(settings).wanted());
        assertEquals(subject, settings(settings).readIdentity().own().getSubjectX500Principal().toString());
        TlsContext.read(settings(settings));
    }

    @Test
    void aKeyStoreHoldsItsChain() throws TlsException {
        assertEquals(2, settings("keystore=ec.p12 password.file=password").readIdentity().chain().length);
    }

    @Test
    void withoutAnyFileTlsIsNotWanted() {
        assertFalse(TlsSettings.none().wanted());
    }

    @Test
    void aSecretThatEveryoneMayReadIsToldAndACertificateIsNot() throws IOException {
        certificates.certify("open", TestCertificates.EC);
        TlsSettings settings = settings("certificate=open.pem key=open.key");
        assertEquals(List.of(), settings.exposures());
        Files.setPosixFilePermissions(certificates.path("open.key"), PosixFilePermissions.fromString("rw-r-----"));
        assertEquals(List.of(), settings.exposures());
        Files.setPosixFilePermissions(certificates.path("open.key"), PosixFilePermissions.fromString("rw-r--r--"));
        assertEquals(List.of("http.tls.key=" + certificates.path("open.key") + " can be read by every user of this host: chmod o= "
                + certificates.path("open.key")), settings.exposures());
    }

    private static TlsSettings settings(String text) {
        StringBuilder arguments = new StringBuilder();
        for (String setting : text.split(" ")) {
            arguments.append(",http.tls.").append(setting.replace("=", "=" + directory + "/"));
        }
        ConfigurationReader.Result read = ConfigurationReader.read(arguments.substring(1));
        assertEquals(List.of(), read.problems());
        return TlsSettings.of(read.configuration());
    }
}
