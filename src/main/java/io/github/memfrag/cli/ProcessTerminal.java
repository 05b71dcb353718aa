package io.github.memfrag.cli;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.io.IOUtils;

/** Finds out what this process's own standard input, output and error are. */
final class ProcessTerminal {
    static final int IN = 0;
    static final int OUT = 1;
    private static final int ERR = 2;
    /** A terminal that cannot go back in a line. */
    private static final String DUMB = "dumb";
    /** Wider lines are hard to read, and where the width is unknown most screens show as much. */
    private static final int USUAL_COLUMNS = 100;
    private static final int USUAL_ROWS = 24;
    private static final Pattern TERMINAL_DEVICE = Pattern.compile("/dev/(pts/\\d+|tty\\w*|console|hvc\\d+)");
    private static final Pattern READERS = Pattern.compile("(pipe|socket):.*");
    private static final Pattern STTY_SIZE = Pattern.compile("(\\d+) (\\d+)\\s*");

    private ProcessTerminal() {}

    static Terminal open() {
        Charset charset = charset();
        boolean terminal = isTerminal(OUT);
        boolean dumb = System.getenv().getOrDefault("TERM", DUMB).equals(DUMB);
        int[] size = terminal ? size() : new int[] {0, USUAL_COLUMNS};
        return new Terminal(stream(FileDescriptor.out, charset), stream(FileDescriptor.err, charset),
                Style.suited(terminal, charset, System.getenv()), size[1], dumb ? 0 : size[0],
                isTerminal(ERR) && !dumb);
    }

    /** Whether a file did not take all of standard output. A reader that has seen enough of a pipe, such as head(1), loses nothing. */
    static boolean lostOutput(Terminal terminal) {
        return terminal.out().checkError() && !leadsTo(OUT, READERS);
    }

    private static PrintStream stream(FileDescriptor descriptor, Charset charset) {
        OutputStream bytes = new BufferedOutputStream(new FileOutputStream(descriptor));
        try {
            return new PrintStream(bytes, true, charset.name());
        } catch (IOException e) {
            throw new IllegalStateException(charset + " is supported and is not", e);
        }
    }

    /**
     * The locale's. From 18 on the default charset is UTF-8 whatever the locale says (JEP 400); native.encoding came with 17,
     * sun.jnu.encoding has always been there.
     */
    private static Charset charset() {
        for (String property : new String[] {"stdout.encoding", "native.encoding", "sun.jnu.encoding"}) {
            try {
                return Charset.forName(System.getProperty(property, ""));
            } catch (IllegalArgumentException e) {
                // Not told, or a name that this JVM does not know: the next may be.
            }
        }
        return StandardCharsets.US_ASCII;
    }

    /**
     * Asked of /proc, since System.console() speaks of input and output together before 22 and is there without any terminal from
     * 22 on.
     */
    static boolean isTerminal(int descriptor) {
        return leadsTo(descriptor, TERMINAL_DEVICE);
    }

    private static boolean leadsTo(int descriptor, Pattern kind) {
        try {
            return kind.matcher(Files.readSymbolicLink(Paths.get("/proc/self/fd/" + descriptor)).toString()).matches();
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** Rows and columns. */
    private static int[] size() {
        try {
            Process stty = new ProcessBuilder("stty", "size").redirectInput(new File("/proc/self/fd/" + OUT)).start();
            stty.getOutputStream().close();
            Matcher size = STTY_SIZE.matcher(IOUtils.toString(stty.getInputStream(), StandardCharsets.US_ASCII));
            return size.matches() ? new int[] {positive(size.group(1), USUAL_ROWS), positive(size.group(2), USUAL_COLUMNS)}
                    : new int[] {USUAL_ROWS, USUAL_COLUMNS};
        } catch (IOException | NumberFormatException e) {
            return new int[] {USUAL_ROWS, USUAL_COLUMNS};
        }
    }

    /** A serial console says 0 for what it does not know. */
    private static int positive(String number, int otherwise) {
        int value = Integer.parseInt(number);
        return value > 0 ? value : otherwise;
    }
}
