package io.github.memfrag.http;

import java.nio.charset.StandardCharsets;

/** Looks at JSON before it is parsed. */
final class JsonText {
    private JsonText() {
    }

    /**
     * How deep brackets and braces are nested, whether or not the rest is well-formed. Jolokia's parser takes any depth, but what
     * walks over its result recursively does not.
     */
    static int depth(byte[] json) {
        int depth = 0;
        int deepest = 0;
        boolean inString = false;
        for (int i = 0; i < json.length; i++) {
            byte c = json[i];
            if (inString && c == '\\') {
                i++;
            } else if (c == '"') {
                inString = !inString;
            } else if (!inString && (c == '[' || c == '{')) {
                deepest = Math.max(deepest, ++depth);
            } else if (!inString && (c == ']' || c == '}')) {
                depth--;
            }
        }
        return deepest;
    }

    static String decode(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
