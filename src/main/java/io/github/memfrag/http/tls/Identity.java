package io.github.memfrag.http.tls;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A private key and the chain of certificates that speaks for it, its own first. Immutable. */
final class Identity {
    private static final byte[] PROBE = {1}; // the JDK's EdDSA does not verify its own signature of nothing

    private final NamedFile origin;
    private final PrivateKey key;
    private final List<X509Certificate> chain;

    private Identity(NamedFile origin, PrivateKey key, List<X509Certificate> chain) {
        this.origin = requireNonNull(origin, "origin is null");
        this.key = requireNonNull(key, "key is null");
        this.chain = Collections.unmodifiableList(chain);
    }

    static Identity ofPem(NamedFile certificates, PemKey key) throws TlsException {
        return new Identity(certificates, key.read(), certificatesIn(certificates)).checked();
    }

    /** @param keyStore in PKCS#12, with one private key */
    static Identity ofKeyStore(NamedFile keyStore, Password password) throws TlsException {
        byte[] bytes = keyStore.read();
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(bytes), password.characters());
            List<String> keys = new ArrayList<>();
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias) && store.getCertificateChain(alias) != null) {
                    keys.add(alias);
                }
            }
            if (keys.size() != 1) {
                throw keyStore.wrong("holds " + keys.size() + " private keys with a certificate; it must hold one");
            }
            List<X509Certificate> chain = new ArrayList<>();
            for (Certificate certificate : store.getCertificateChain(keys.get(0))) {
                chain.add((X509Certificate) certificate);
            }
            return new Identity(keyStore, (PrivateKey) store.getKey(keys.get(0), password.characters()), chain).checked();
        } catch (IOException e) {
            throw keyStore.wrong(e.getCause() instanceof UnrecoverableKeyException
                    ? "is not opened by the password in " + password.file() : "is no key store in PKCS#12 (" + e.getMessage() + ")");
        } catch (GeneralSecurityException | RuntimeException e) {
            throw keyStore.wrong("cannot be used (" + e.getMessage() + ")");
        }
    }

    /** At least one, in the order of the file. */
    static List<X509Certificate> certificatesIn(NamedFile file) throws TlsException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (PemBlock block : PemBlock.allOf(file.read())) {
            if (block.label().equals("CERTIFICATE")) {
                certificates.add(certificate(file, block));
            }
        }
        if (certificates.isEmpty()) {
            throw file.wrong("holds no certificate in PEM (-----BEGIN CERTIFICATE-----)");
        }
        return certificates;
    }

    private static X509Certificate certificate(NamedFile file, PemBlock block) throws TlsException {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(block.der()));
        } catch (CertificateException | IllegalArgumentException e) {
            throw file.wrong("holds a damaged certificate (" + e.getMessage() + ")");
        }
    }

    /** A key of another certificate would fail only later, at every handshake, and without saying why. */
    private Identity checked() throws TlsException {
        if (!key.getAlgorithm().equals(own().getPublicKey().getAlgorithm()) || !signsForItsCertificate()) {
            throw origin.wrong("begins with a certificate of another key (" + own().getSubjectX500Principal()
                    + "); the own certificate comes first, and http.tls.key must be its key");
        }
        return this;
    }

    private boolean signsForItsCertificate() throws TlsException {
        try {
            Signature signing = Signature.getInstance(signatureAlgorithm());
            signing.initSign(key);
            signing.update(PROBE);
            byte[] signature = signing.sign();
            Signature verifying = Signature.getInstance(signatureAlgorithm());
            verifying.initVerify(own().getPublicKey());
            verifying.update(PROBE);
            return verifying.verify(signature);
        } catch (GeneralSecurityException | RuntimeException e) {
            throw origin.wrong("cannot be used with its key (" + e.getMessage() + ")");
        }
    }

    private String signatureAlgorithm() {
        switch (key.getAlgorithm()) {
            case "RSA":
                return "SHA256withRSA";
            case "EC":
                return "SHA256withECDSA";
            default:
                return key.getAlgorithm();
        }
    }

    NamedFile origin() {
        return origin;
    }

    PrivateKey key() {
        return key;
    }

    X509Certificate[] chain() {
        return chain.toArray(new X509Certificate[0]);
    }

    X509Certificate own() {
        return chain.get(0);
    }
}
