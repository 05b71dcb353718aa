package io.github.memfrag.http.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Breaks JSON token by token, so that much of it still parses: other types, keys lost and doubled, depth, length, odd escapes. */
final class BrokenJson {
    private static final Pattern TOKEN = Pattern.compile("\"(?:\\\\.|[^\"\\\\])*\"|[-+.0-9eE]+|[a-z]+|.", Pattern.DOTALL);
    private static final String[] TOKENS = {"{", "}", "[", "]", ",", ":", "null", "true", "nul", "NaN", "-0", "1e999", "-1",
            "2147483648", "1.5", "0x10",
        "99999999999999999999", "\"\"", "\"type\"", "\"mbean\"", "\"target\"", "\"read\"", "\"exec\"", "\"*:*\"",
                "\"memfrag:type=Agent\"", "\"\\u0000\"",
        "\"\\ud800\"", "\"\\u\"", "\"\\x\"", "\"\u2028\"", "\"\ud83d\ude00\"", "\"memfrag:type=\\\"Agent\\\"\"", "{}", "[]",
                "[[]]", "{\"a\":{\"b\":[]}}",
        "\"java.net.URL\"", "\"!/!/\"", "'single'", "/* */", "\"", "\\"};
    private static final int MOST_REPEATS = 2000;

    private final Random random;

    BrokenJson(Random random) {
        this.random = random;
    }

    String of(String json) {
        List<String> tokens = new ArrayList<>();
        for (Matcher matcher = TOKEN.matcher(json); matcher.find();) {
            tokens.add(matcher.group());
        }
        do {
            once(tokens);
        } while (random.nextInt(3) == 0 && !tokens.isEmpty());
        return String.join("", tokens);
    }

    private void once(List<String> tokens) {
        int at = random.nextInt(tokens.size());
        String token = tokens.get(at);
        switch (random.nextInt(7)) {
            case 0 -> tokens.remove(at);
            case 1 -> tokens.add(at, token);
            case 2 -> tokens.set(at, tokens.get(random.nextInt(tokens.size())));
            case 3 -> tokens.set(at, "[".repeat(1 + random.nextInt(30)) + token + "]".repeat(1 + random.nextInt(30)));
            case 4 -> tokens.set(at, random.nextInt(5) == 0 ? (token + ",").repeat(random.nextInt(MOST_REPEATS)) : "{\"type\":"
                    + token + "}");
            default -> tokens.set(at, TOKENS[random.nextInt(TOKENS.length)]);
        }
    }
}
