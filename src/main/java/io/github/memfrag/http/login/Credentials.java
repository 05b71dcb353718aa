package io.github.memfrag.http.login;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** A name and a password that somebody sent, as HTTP Basic does (<a href="https://www.rfc-editor.org/rfc/rfc7617">RFC 7617</a>). */
public final class Credentials {
    private static final String SCHEME = "Basic ";
    /** Base64 of the colon alone. */
    private static final String BLANK = SCHEME + "Og==";

    private final String name;
    private final String password;

    Credentials(String name, String password) {
        this.name = requireNonNull(name, "name is null");
        this.password = requireNonNull(password, "password is null");
    }

    /** Whether neither a name nor a password was sent, as clients do whose login was left blank: Zabbix is one. */
    public static boolean areBlank(String authorization) {
        return authorization.trim().equals(BLANK);
    }

    /** Empty where the header's value is not of this scheme, not UTF-8, or names one who could be no user. */
    public static Optional<Credentials> parse(String authorization) {
        if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(authorization.substring(SCHEME.length()).trim());
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            int colon = text.indexOf(':');
            return colon > 0 && User.isName(text.substring(0, colon))
                    ? Optional.of(new Credentials(text.substring(0, colon), text.substring(colon + 1))) : Optional.empty();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return Optional.empty();
        }
    }

    String name() {
        return name;
    }

    String password() {
        return password;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return name;
    }
}
