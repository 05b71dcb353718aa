package io.github.memfrag.http.fuzz;

import java.util.Locale;
import java.util.Random;

/** Breaks a text without looking at what it means: bytes and lines are lost, doubled, moved and made up. */
final class BrokenText {
    private static final String[] SPECIAL = {"\0", "\r", "\n", "\r\n", "\t", " ", "%", "%00", "%ff", "%2f", "%u0041", "!", "!/",
            "/", "//", "..", ":", ";", ",",
        "*", "?", "&", "=", "\"", "'", "\\", "\u007f", "\u0080", "\u00ff", "\u00c0\u00ae", "\u00ed\u00a0\u0080", "-1",
                "99999999999999999999", "{", "[", "<script>"};
    private static final int MOST_REPEATS = 3000;

    private final Random random;

    BrokenText(Random random) {
        this.random = random;
    }

    String of(String text) {
        String broken = text;
        do {
            broken = once(broken);
        } while (random.nextInt(3) == 0);
        return broken;
    }

    private String once(String text) {
        int from = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), from + random.nextInt(random.nextInt(5) == 0 ? 200 : 4));
        String before = text.substring(0, from);
        String part = text.substring(from, to);
        String after = text.substring(to);
        return switch (random.nextInt(9)) {
            case 0 -> before + after;
            case 1 -> before + part + part + after;
            case 2 -> before + SPECIAL[random.nextInt(SPECIAL.length)] + after;
            case 3 -> before + part + SPECIAL[random.nextInt(SPECIAL.length)] + after;
            case 4 -> before + (char) random.nextInt(256) + after;
            case 5 -> random.nextInt(4) == 0 ? before : before + part.toUpperCase(Locale.ROOT) + after;
            case 6 -> random.nextInt(8) == 0 ? before + part.repeat(random.nextInt(MOST_REPEATS)) + after : after + before;
            case 7 -> before + noise() + after;
            default -> before + new StringBuilder(part).reverse() + after;
        };
    }

    private String noise() {
        StringBuilder noise = new StringBuilder();
        for (int i = random.nextInt(30); i > 0; i--) {
            noise.append((char) random.nextInt(256));
        }
        return noise.toString();
    }
}
