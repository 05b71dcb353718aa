package io.github.memfrag.http.tls;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.config.FileWatch;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hc.core5.reactor.ProtocolIOSession;

/**
 * TLS with the files as they are now: changed ones are taken for the connections that come after. Files that cannot be used leave
 * everything as it is, with one warning.
 */
public final class Tls {
    private final TlsSettings settings;
    private final Consumer<String> log;
    private final FileWatch files;
    private volatile TlsContext context;
    private volatile Optional<String> trouble = Optional.empty();

    private Tls(TlsSettings settings, Consumer<String> log) throws TlsException {
        this.settings = requireNonNull(settings, "settings is null");
        this.log = requireNonNull(log, "log is null");
        this.files = new FileWatch(settings::stamps, settings.stamps());
        this.context = TlsContext.read(settings);
    }

    /**
     * Reads the files.
     *
     * @param log takes a line for each warning, and when other files have been taken
     */
    public static Tls start(TlsSettings settings, Consumer<String> log) throws TlsException {
        Tls tls = new Tls(settings, log);
        tls.warnings().forEach(log);
        return tls;
    }

    /** Everything that is sent and received on the connection from now on is encrypted. */
    public void encrypt(ProtocolIOSession session) {
        context.encrypt(session);
    }

    /** Takes the files if they have changed; to be called about once a second, by one thread that may wait. */
    public void look() {
        if (files.hasChanged()) {
            take();
        }
    }

    private void take() {
        try {
            context = TlsContext.read(settings);
            trouble = Optional.empty();
            log.accept("serving with the new " + context.origin() + " from now on");
            warnings().forEach(log);
        } catch (TlsException e) {
            trouble = Optional.of(e.getMessage() + "; the key and certificate that were read before stay in use until it is mended");
            log.accept(trouble.get());
        }
    }

    /** What the operator should know, a sentence each. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>(settings.exposures());
        TlsContext current = context;
        if (current.notAfter().before(new Date())) {
            warnings.add(current.origin() + " has expired (" + current.notAfter().toInstant() + "): clients refuse it");
        }
        trouble.ifPresent(warnings::add);
        return warnings;
    }
}
