package io.github.memfrag.http.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.memfrag.config.ConfigurationReader;
import io.github.memfrag.testing.TestCertificates;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A private key is read in every form that openssl writes; that it is the right one is shown by a signature that its certificate verifies. */
class PemKeyTest {
    @TempDir
    private static Path directory;
    private static TestCertificates certificates;

    @BeforeAll
    static void certify() {
        certificates = new TestCertificates(directory).write("password", "pass; word!\nnot this line\n")
                .certify("rsa", TestCertificates.RSA)
                .certify("ec", TestCertificates.EC)
                .certify("ec384", "ec", "-pkeyopt", "ec_paramgen_curve:P-384")
                .certify("ed25519", "ed25519");
    }

    @ParameterizedTest(name = "{0}: openssl {1}")
    @CsvSource({
            "rsa,     pkcs8 -topk8 -nocrypt,                                            PRIVATE KEY",
            "rsa,     rsa -traditional,                                                 RSA PRIVATE KEY",
            "rsa,     rsa -text,                                                        PRIVATE KEY",
            "rsa,     pkcs8 -topk8 -passout file:password,                              ENCRYPTED PRIVATE KEY",
            "rsa,     pkcs8 -topk8 -v2 aes-128-cbc -passout file:password,              ENCRYPTED PRIVATE KEY",
            "rsa,     pkcs8 -topk8 -v2prf hmacWithSHA1 -passout file:password,          ENCRYPTED PRIVATE KEY",
            "rsa,     pkcs8 -topk8 -v1 PBE-SHA1-3DES -passout file:password,            ENCRYPTED PRIVATE KEY",
            "ec,      pkcs8 -topk8 -nocrypt,                                            PRIVATE KEY",
            "ec,      ec,                                                               EC PRIVATE KEY",
            "ec,      ec -no_public,                                                    EC PRIVATE KEY",
            "ec,      pkcs8 -topk8 -passout file:password,                              ENCRYPTED PRIVATE KEY",
            "ec384,   ec,                                                               EC PRIVATE KEY",
            "ed25519, pkcs8 -topk8 -nocrypt,                                            PRIVATE KEY"})
    void aKeyInThisFormSignsForItsCertificate(String name, String command, String label) throws Exception {
        certificates.openssl((command + " -in " + name + ".key -out form.key").split(" "));

        assertEquals(label, PemBlock.allOf(Files.readAllBytes(certificates.path("form.key"))).get(0).label());
        assertEquals("CN=" + name, identity(name + ".pem", "form.key").own().getSubjectX500Principal().toString());
    }

    @Test
    void itsParametersMayStandBeforeTheKey() throws Exception {
        certificates.openssl("ecparam", "-name", "prime256v1", "-genkey", "-out", "parameters.key");
        certificates.openssl("req", "-x509", "-key", "parameters.key", "-subj", "/CN=parameters", "-out", "parameters.pem");
        assertEquals("CN=parameters", identity("parameters.pem", "parameters.key").own().getSubjectX500Principal().toString());
    }

    @Test
    void keyAndCertificatesMayStandInOneFile() throws Exception {
        certificates.openssl("pkcs12", "-export", "-in", "ec.pem", "-inkey", "ec.key", "-certfile", "ca.pem", "-out", "all.p12",
                "-passout", "pass:x");
        certificates.openssl("pkcs12", "-in", "all.p12", "-passin", "pass:x", "-nodes", "-out", "all.pem");
        Identity identity = identity("all.pem", "all.pem");
        assertEquals("CN=ec", identity.own().getSubjectX500Principal().toString());
        assertEquals(2, identity.chain().length);
    }

    private static Identity identity(String certificate, String key) throws TlsException {
        return TlsSettings.of(ConfigurationReader.read("http.tls.certificate=" + certificates.path(certificate) + ",http.tls.key="
                + certificates.path(key) + ",http.tls.password.file=" + certificates.path("password")).configuration()).readIdentity();
    }
}
