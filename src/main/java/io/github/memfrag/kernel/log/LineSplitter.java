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
        for (int i = 0; i < length; i++) {
            if (bytes[i] != '\n') {
                if (line.size() < LINE_BYTES) {
                    line.write(bytes[i]);
                }
                continue;
            }
            String text = new String(line.toByteArray(), StandardCharsets.UTF_8);
            boolean whole = !skipping;
            startLine();
            if (whole) {
                lines.accept(text);
            }
        }
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
