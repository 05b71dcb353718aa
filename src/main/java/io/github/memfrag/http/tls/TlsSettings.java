package io.github.memfrag.http.tls;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.config.ConfigKey;
import io.github.memfrag.config.Configuration;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files that TLS is made of, as configured. Where one is named TLS is wanted, and whatever is wrong with them never leads to
 * answers in plain text. Immutable.
 */
public final class TlsSettings {
    private final Optional<NamedFile> certificate;
    private final Optional<NamedFile> key;
    private final Optional<NamedFile> keyStore;
    private final Optional<NamedFile> password;
    private final Optional<NamedFile> clients;

    private TlsSettings(Configuration configuration) {
        certificate = file(configuration, ConfigKey.HTTP_TLS_CERTIFICATE);
        key = file(configuration, ConfigKey.HTTP_TLS_KEY);
        keyStore = file(configuration, ConfigKey.HTTP_TLS_KEYSTORE);
        password = file(configuration, ConfigKey.HTTP_TLS_PASSWORD_FILE);
        clients = file(configuration, ConfigKey.HTTP_TLS_CLIENTS);
    }

    public static TlsSettings of(Configuration configuration) {
        return new TlsSettings(requireNonNull(configuration, "configuration is null"));
    }

    /** Plain HTTP. */
    public static TlsSettings none() {
        return of(Configuration.defaults());
    }

    private static Optional<NamedFile> file(Configuration configuration, ConfigKey<Optional<Path>> key) {
        return configuration.get(key).map(path -> new NamedFile(key, path));
    }

    /** Whether any file is named. */
    public boolean wanted() {
        return files().findAny().isPresent();
    }

    Identity readIdentity() throws TlsException {
        checkComplete();
        Optional<Password> opening = password.isPresent() ? Optional.of(Password.in(password.get())) : Optional.empty();
        return keyStore.isPresent() ? Identity.ofKeyStore(keyStore.get(), opening.get())
                : Identity.ofPem(certificate.get(), new PemKey(key.get(), opening));
    }

    /** The authorities that clients must have a certificate of; empty where any client may come. */
    Optional<NamedFile> clients() {
        return clients;
    }

    private void checkComplete() throws TlsException {
        if (keyStore.isPresent()) {
            requireNot(certificate, keyStore.get());
            requireNot(key, keyStore.get());
            require(password, keyStore.get(), ConfigKey.HTTP_TLS_PASSWORD_FILE);
        } else if (certificate.isPresent()) {
            require(key, certificate.get(), ConfigKey.HTTP_TLS_KEY);
        } else {
            NamedFile lonely = files().findFirst().orElseThrow(IllegalStateException::new);
            throw lonely.wrong("stands without " + ConfigKey.HTTP_TLS_CERTIFICATE);
        }
    }

    private static void require(Optional<NamedFile> other, NamedFile file, ConfigKey<?> otherKey) throws TlsException {
        if (!other.isPresent()) {
            throw file.wrong("stands without " + otherKey);
        }
    }

    private static void requireNot(Optional<NamedFile> other, NamedFile file) throws TlsException {
        if (other.isPresent()) {
            throw file.wrong("and " + other.get() + " are two keys; one of them must go");
        }
    }

    /** Equal to an earlier one as long as no file has changed. */
    List<Object> stamps() {
        return files().map(NamedFile::stamp).collect(Collectors.toList());
    }

    /** Secret files that every user of the host may read, a sentence each. */
    List<String> exposures() {
        return present(Stream.of(key, keyStore, password)).map(NamedFile::exposure).filter(Optional::isPresent).map(Optional::get)
                .collect(Collectors.toList());
    }

    private Stream<NamedFile> files() {
        return present(Stream.of(certificate, key, keyStore, password, clients));
    }

    private static Stream<NamedFile> present(Stream<Optional<NamedFile>> files) {
        return files.filter(Optional::isPresent).map(Optional::get);
    }
}
