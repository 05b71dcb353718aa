package io.github.memfrag.kernel;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.function.Executable;

/** A row in a table of malformed files: what is wrong, the text, and what the refusal must say. */
record Malformed(String what, String text, String expected) {
    interface Parser {
        Object parse(String text) throws KernelFormatException;
    }

    void assertRefused(Parser parser, String file) {
        Executable parsing = () -> parser.parse(text);
        String message = assertThrows(KernelFormatException.class, parsing).getMessage();
        assertTrue(message.startsWith(file) && message.contains(expected), message);
    }

    @Override
    public String toString() {
        return what;
    }
}
