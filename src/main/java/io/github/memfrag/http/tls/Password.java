package io.github.memfrag.http.tls;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;

/** A password, which is the first line of a file: as an argument every user of the host could read it. */
final class Password {
    private final NamedFile file;
    private final char[] characters;

    private Password(NamedFile file, char[] characters) {
        this.file = requireNonNull(file, "file is null");
        this.characters = characters;
    }

    static Password in(NamedFile file) throws TlsException {
        return new Password(file, new String(file.read(), StandardCharsets.UTF_8).split("\r?\n", 2)[0].toCharArray());
    }

    NamedFile file() {
        return file;
    }

    char[] characters() {
        return characters;
    }
}
