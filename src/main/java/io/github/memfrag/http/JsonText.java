package io.github.memfrag.http;

/**
 * What JSON is like before it is parsed, whether or not it is well-formed. Jolokia's parser takes any depth, but what walks over
 * its result recursively does not; and Jolokia 1.7.2 splits a path by a regular expression whose time grows with the square of
 * the path's length: 64 KiB of {@code !/} took it 11 s.
 */
final class JsonText {
    private final int depth;
    private final int longestStringBytes;

    private JsonText(int depth, int longestStringBytes) {
        this.depth = depth;
        this.longestStringBytes = longestStringBytes;
    }

    static JsonText scan(byte[] json) {
        int depth = 0;
        int deepest = 0;
        int longest = 0;
        int stringStart = -1;
        for (int i = 0; i < json.length; i++) {
            byte c = json[i];
            if (stringStart >= 0) {
                longest = Math.max(longest, i - stringStart);
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    stringStart = -1;
                }
            } else if (c == '"') {
                stringStart = i + 1;
            } else if (c == '[' || c == '{') {
                deepest = Math.max(deepest, ++depth);
            } else if (c == ']' || c == '}') {
                depth--;
            }
        }
        return new JsonText(deepest, longest);
    }

    /** How deep brackets and braces are nested. */
    int depth() {
        return depth;
    }

    /** Length of the longest string as it is written, without its quotes, in bytes. */
    int longestStringBytes() {
        return longestStringBytes;
    }
}
