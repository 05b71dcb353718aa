package io.github.memfrag.http.tls;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A block of a PEM file, as <a href="https://www.rfc-editor.org/rfc/rfc7468">RFC 7468</a> has it; text between blocks is allowed. */
final class PemBlock {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

    private final String label;
    private final String text;

    private PemBlock(String label, String text) {
        this.label = requireNonNull(label, "label is null");
        this.text = requireNonNull(text, "text is null");
    }

    /** Of other files than PEM none. */
    static List<PemBlock> allOf(byte[] file) {
        List<PemBlock> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(new String(file, StandardCharsets.ISO_8859_1));
        while (matcher.find()) {
            blocks.add(new PemBlock(matcher.group(1), matcher.group(2)));
        }
        return blocks;
    }

    /** What it holds, such as {@code CERTIFICATE} or {@code RSA PRIVATE KEY}. */
    String label() {
        return label;
    }

    /** Whether it has headers, as keys that older OpenSSL versions encrypted have. */
    boolean hasHeaders() {
        return text.indexOf(':') >= 0;
    }

    /** @throws IllegalArgumentException when it is damaged */
    byte[] der() {
        return Base64.getMimeDecoder().decode(text);
    }
}
