package io.github.memfrag.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.testing.RecordedTrees;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WatchTest {
    @Test
    void printsALinePerSampleUntilNobodyReads() throws Exception {
        String text = watch(0, 3);
        assertEquals(3, text.lines().count(), text);
        assertTrue(text.lines().allMatch(line -> line.matches("\\S+Z WARNING Node 0 Normal: 99\\.6 % unusable at order 4, 64 .*")), text);
    }

    @Test
    void drawsOverItselfOnATerminalAndLeavesItAsItWas() throws Exception {
        String text = watch(5, 3);
        assertTrue(text.startsWith("\u001b[?1049h\u001b[?25l\u001b[?7l\u001b[H"), text);
        assertTrue(text.endsWith("\u001b[?7h\u001b[?25h\u001b[?1049l"), text);
        String page = text.substring(text.indexOf("\u001b[H"), text.indexOf("\u001b[J"));
        assertEquals(5, page.lines().count(), page);
        assertTrue(text.split("\u001b\\[H").length > 2, text);
    }

    /** What was printed until the reader had enough. */
    private static String watch(int rows, int enough) throws Exception {
        Reader reader = new Reader(enough);
        PrintStream out = new PrintStream(reader, true, StandardCharsets.UTF_8);
        KernelView kernel = KernelView.of(Arguments.parse(
                List.of("--kernel-root", RecordedTrees.path("incident-1-failing").toString()), KernelView.OPTIONS));
        assertEquals(0, new Watch(kernel, Duration.ofMillis(100), new Terminal(out, out, Style.of(false, true), 100, rows, true)).run());
        return reader.text.toString();
    }

    /** Closes the pipe after so many samples, as head does; what is written then is still seen here. */
    private static final class Reader extends OutputStream {
        private final StringBuffer text = new StringBuffer();
        private final int enough;

        Reader(int enough) {
            this.enough = enough;
        }

        @Override
        public void write(int sign) {
            text.append((char) sign);
        }

        @Override
        public void flush() throws IOException {
            if (text.toString().split("WARNING").length > enough) {
                throw new IOException("Broken pipe");
            }
        }
    }
}
