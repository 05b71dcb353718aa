package io.github.memfrag.http.tls;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Reads a private key in any of the forms that OpenSSL writes: PKCS#8, encrypted or not, PKCS#1 of RSA keys and SEC1 of EC keys. The
 * JDK reads PKCS#8 only; the others are put into it, as <a href="https://www.rfc-editor.org/rfc/rfc5208#section-5">RFC 5208</a> says.
 */
final class PemKey {
    private static final List<String> ALGORITHMS = Arrays.asList("RSA", "EC", "EdDSA");
    private static final byte[] VERSION_0 = Der.element(Der.INTEGER, new byte[] {0});
    /** 1.2.840.113549.1.1.1, and NULL for its parameters. */
    private static final byte[] RSA = Der.element(Der.SEQUENCE,
            Der.element(Der.OBJECT_IDENTIFIER, new byte[] {0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 1, 1}),
            new byte[] {5, 0});
    /** 1.2.840.10045.2.1. */
    private static final byte[] EC = Der.element(Der.OBJECT_IDENTIFIER, new byte[] {0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 2, 1});
    /** Where SEC1 names the curve, see <a href="https://www.rfc-editor.org/rfc/rfc5915#section-3">RFC 5915</a>. */
    private static final int CURVE = 0xa0;
    /** What OpenSSL and the JDK call the scheme that says itself what it consists of. */
    private static final String PBES2 = "PBES2";
    private static final String PBES2_IDENTIFIER = "1.2.840.113549.1.5.13";

    private final NamedFile file;
    private final Optional<Password> password;

    /** @param password of an encrypted key */
    PemKey(NamedFile file, Optional<Password> password) {
        this.file = requireNonNull(file, "file is null");
        this.password = requireNonNull(password, "password is null");
    }

    PrivateKey read() throws TlsException {
        PemBlock block = PemBlock.allOf(file.read()).stream().filter(each -> each.label().endsWith("PRIVATE KEY")).findFirst()
                .orElseThrow(() -> file.wrong("holds no private key in PEM (-----BEGIN PRIVATE KEY-----)"));
        if (block.hasHeaders()) {
            throw file.wrong("is encrypted in OpenSSL's old way; 'openssl pkcs8 -topk8 -in " + file.path() + " -out NEW' makes it readable");
        }
        try {
            return privateKey(pkcs8(block));
        } catch (IOException | IllegalArgumentException e) {
            throw file.wrong("holds a damaged private key (" + e.getMessage() + ")");
        }
    }

    private byte[] pkcs8(PemBlock block) throws TlsException, IOException {
        switch (block.label()) {
            case "PRIVATE KEY":
                return block.der();
            case "RSA PRIVATE KEY":
                return inPkcs8(RSA, block.der());
            case "EC PRIVATE KEY":
                byte[] curve = Der.find(block.der(), CURVE).orElseThrow(() -> file.wrong("does not name the curve of its EC key"));
                return inPkcs8(Der.element(Der.SEQUENCE, EC, curve), block.der());
            case "ENCRYPTED PRIVATE KEY":
                return decrypted(new EncryptedPrivateKeyInfo(block.der()));
            default:
                throw file.wrong("holds a key of the kind " + block.label() + "; RSA and EC keys are understood");
        }
    }

    private static byte[] inPkcs8(byte[] algorithm, byte[] key) {
        return Der.element(Der.SEQUENCE, VERSION_0, algorithm, Der.element(Der.OCTET_STRING, key));
    }

    private byte[] decrypted(EncryptedPrivateKeyInfo encrypted) throws TlsException {
        Password opening = password.orElseThrow(
                () -> file.wrong("is encrypted: http.tls.password.file names the file that holds its password"));
        try {
            // Of PBES2 the JDK knows the whole name, as PBEWithHmacSHA256AndAES_256, only as text of the parameters.
            String name = encrypted.getAlgName();
            String algorithm = name.equals(PBES2) || name.equals(PBES2_IDENTIFIER) ? encrypted.getAlgParameters().toString() : name;
            SecretKey secret = SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(opening.characters()));
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(Cipher.DECRYPT_MODE, secret, encrypted.getAlgParameters());
            return encrypted.getKeySpec(cipher).getEncoded();
        } catch (GeneralSecurityException e) {
            throw file.wrong("is not opened by the password in " + opening.file() + " (" + e.getMessage() + ")");
        }
    }

    private PrivateKey privateKey(byte[] pkcs8) throws TlsException {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (GeneralSecurityException e) {
                // of another algorithm
            }
        }
        throw file.wrong("holds a private key that this Java (" + System.getProperty("java.version")
                + ") does not understand; RSA keys are understood by all, EC keys on P-256 and P-384 by all with the module jdk.crypto.ec");
    }
}
