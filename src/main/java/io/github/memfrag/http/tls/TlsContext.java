package io.github.memfrag.http.tls;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.reactor.ProtocolIOSession;
import org.apache.hc.core5.reactor.ssl.SSLBufferMode;
import org.apache.hc.core5.reactor.ssl.TlsDetails;

/**
 * What connections are encrypted with: the files as they were when they were read. TLS 1.3 and 1.2 with ephemeral keys on elliptic
 * curves and authenticated encryption, which Java 8 has, too; the host's {@code jdk.tls.disabledAlgorithms} go over it.
 */
final class TlsContext {
    private static final List<String> PROTOCOLS = Arrays.asList("TLSv1.3", "TLSv1.2");
    private static final Pattern CIPHER_SUITE =
            Pattern.compile("TLS_(AES|CHACHA20)_.*|(TLS|SSL)_ECDHE_(ECDSA|RSA)_WITH_(AES_(128|256)_GCM|CHACHA20).*"); // SSL_: OpenJ9
    /** The JDK would keep 20,480 sessions for a day: whoever reaches the port could fill the host's heap. */
    private static final int MAX_SESSIONS = 200;
    private static final int SESSION_SECONDS = 300;

    private final Identity identity;
    private final SSLContext context;
    private final boolean clientsMustBeKnown;

    private TlsContext(Identity identity, SSLContext context, boolean clientsMustBeKnown) {
        this.identity = requireNonNull(identity, "identity is null");
        this.context = requireNonNull(context, "context is null");
        this.clientsMustBeKnown = clientsMustBeKnown;
    }

    static TlsContext read(TlsSettings settings) throws TlsException {
        Identity identity = settings.readIdentity();
        Optional<NamedFile> clients = settings.clients();
        TrustManager[] trust = clients.isPresent() ? authorities(clients.get()) : new TrustManager[0]; // null: the JDK's own
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {new OneKeyManager(identity)}, trust, null);
            context.getServerSessionContext().setSessionCacheSize(MAX_SESSIONS);
            context.getServerSessionContext().setSessionTimeout(SESSION_SECONDS);
            return new TlsContext(identity, context, clients.isPresent());
        } catch (GeneralSecurityException | RuntimeException e) { // providers throw both
            throw identity.origin().wrong("is not accepted by this Java's TLS (" + e.getMessage() + ")");
        }
    }

    private static TrustManager[] authorities(NamedFile file) throws TlsException {
        List<X509Certificate> certificates = Identity.certificatesIn(file);
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (X509Certificate certificate : certificates) {
                store.setCertificateEntry("client authority " + store.size(), certificate);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            return factory.getTrustManagers();
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            throw file.wrong("cannot be used (" + e.getMessage() + ")");
        }
    }

    /** Everything that is sent and received on the connection from now on is encrypted. */
    void encrypt(ProtocolIOSession session) {
        session.startTls(context, null, SSLBufferMode.DYNAMIC, this::beforeHandshake, TlsContext::afterHandshake,
                null); // the connection's own deadline goes over the handshake, too
    }

    private void beforeHandshake(NamedEndpoint endpoint, SSLEngine engine) {
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(only(PROTOCOLS::contains, engine.getSupportedProtocols()));
        parameters.setCipherSuites(only(CIPHER_SUITE.asPredicate(), parameters.getCipherSuites()));
        parameters.setNeedClientAuth(clientsMustBeKnown);
        engine.setSSLParameters(parameters);
    }

    private static String[] only(Predicate<String> wanted, String[] names) {
        return Arrays.stream(names).filter(wanted).toArray(String[]::new);
    }

    private static TlsDetails afterHandshake(NamedEndpoint endpoint, SSLEngine engine) {
        engine.setEnableSessionCreation(false); // a client that negotiates anew, over and over, burns CPU
        return new TlsDetails(engine.getSession(), "http/1.1"); // else the library asks what Java 8 before u251 cannot tell
    }

    /** The file that the certificate is from. */
    NamedFile origin() {
        return identity.origin();
    }

    Date notAfter() {
        return identity.own().getNotAfter();
    }
}
