package io.github.memfrag.kernel;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;

/** What all of the kernel's text files have in common: lines that end with a newline, and plain decimal numbers. */
final class KernelText {
    private KernelText() {}

    /**
     * The lines of a file, without their newlines. The kernel ends each line with a newline and writes nothing else between two
     * lines, so a text that does otherwise was cut short or converted: half a number is a number too, and nobody would notice.
     */
    static List<String> lines(String file, String text) throws KernelFormatException {
        requireNonNull(text, "text is null");
        if (text.isEmpty()) {
            throw new KernelFormatException(file, 0, "is empty");
        }
        List<String> lines = Arrays.asList(text.split("\n", -1));
        int last = lines.size() - 1;
        if (!lines.get(last).isEmpty()) {
            throw new KernelFormatException(file, lines.size(), "cut short, there is no newline at the end");
        }
        for (int i = 0; i < last; i++) {
            if (lines.get(i).endsWith("\r")) {
                throw new KernelFormatException(file, i + 1, "ends with a carriage return, which the kernel never writes");
            }
        }
        return lines.subList(0, last);
    }

    /** A number that cannot be below 0. */
    static long count(String file, int line, String text) throws KernelFormatException {
        long count = counter(file, line, text);
        if (count < 0) {
            throw new KernelFormatException(file, line, "'" + text + "' is more than a signed 64-bit number holds");
        }
        return count;
    }

    /**
     * A number that the kernel prints as unsigned, though a sum of per-CPU parts may be caught a little below 0 and then looks
     * huge ({@code Committed_AS: 18446744073709548892 kB}): it comes back as the small negative number that it is.
     */
    static long counter(String file, int line, String text) throws KernelFormatException {
        try {
            if (Character.isDigit(text.charAt(0))) { // Java would take a plus sign, too.
                return Long.parseUnsignedLong(text);
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new KernelFormatException(file, line, "'" + text + "' is not a number of 64 bits");
    }
}
