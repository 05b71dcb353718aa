package io.github.memfrag.http.tls;

/** TLS cannot be had as it was configured; the message names the key, the file and what is wrong. */
public final class TlsException extends Exception {
    private static final long serialVersionUID = 1;

    TlsException(String message) {
        super(message);
    }
}
