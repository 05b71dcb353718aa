package io.github.memfrag.kernel.log;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Makes lines, as UTF-8, of bytes that come in pieces; a line without its end waits for it. */
final class LineSplitter {
    /** The rest of a longer line is dropped: the kernel prints none. */
    private static final int LINE_BYTES = 16 * 1024;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean skipping;

    void add(byte[] bytes, int length, Consumer<String> lines) {
        int start = 0;
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n') {
                append(bytes, start, i);
                start = i + 1;
                String text = new String(line.toByteArray(), StandardCharsets.UTF_8);
                boolean whole = !skipping;
                startLine();
                if (whole) {
                    lines.accept(text);
                }
            }
        }
        append(bytes, start, length);
    }

    private void append(byte[] bytes, int start, int end) {
        line.write(bytes, start, Math.min(end - start, LINE_BYTES - line.size()));
    }

    /** What comes next begins a line; what came of the one before is forgotten. */
    void startLine() {
        line.reset();
        skipping = false;
    }

    /** What comes next begins within a line, which is left out. */
    void skipLine() {
        skipping = true;
    }
}
