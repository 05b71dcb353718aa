package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Asks for a new password: on a terminal twice and unseen, else for one line of standard input. Never an argument, which anybody
 * could see in {@code ps}.
 */
final class NewPassword {
    private static final int MIN_CHARS = 8;
    private static final int MAX_CHARS = 128;
    private static final int MAX_BYTES = 1024;
    /** What a decoder puts where it understood nothing. */
    private static final char NOT_UNDERSTOOD = '\ufffd';

    private final boolean terminal;
    private final Console console;
    private final InputStream input;

    /**
     * @param terminal whether {@code input} is one
     * @param console null where there is none that could hide what is typed
     * @param input standard input
     */
    NewPassword(boolean terminal, Console console, InputStream input) {
        this.terminal = terminal;
        this.console = console;
        this.input = requireNonNull(input, "input is null");
    }

    static NewPassword ofProcess() {
        boolean hidden = ProcessTerminal.isTerminal(ProcessTerminal.IN) && ProcessTerminal.isTerminal(ProcessTerminal.OUT);
        return new NewPassword(ProcessTerminal.isTerminal(ProcessTerminal.IN), hidden ? System.console() : null, System.in);
    }

    /** @throws IOException when there is none, or it is not fit to be one */
    char[] askFor(String user) throws IOException {
        char[] password = terminal ? typed(user) : line();
        if (password.length < MIN_CHARS || password.length > MAX_CHARS) {
            throw new IOException("a password has " + MIN_CHARS + " to " + MAX_CHARS + " characters, this one " + password.length
                    + "; nothing was changed");
        }
        for (char c : password) {
            if (Character.isISOControl(c) || c == NOT_UNDERSTOOD) {
                throw new IOException("the password holds a character that is none, or not one of this terminal's locale;"
                        + " nothing was changed");
            }
        }
        return password;
    }

    private char[] typed(String user) throws IOException {
        if (console == null) {
            throw new IOException("standard output is no terminal, so the password cannot be asked for unseen; nothing was changed");
        }
        char[] first = console.readPassword("New password of %s: ", user);
        char[] second = first == null ? null : console.readPassword("Once more: ");
        if (second == null) {
            throw new IOException("no password was given; nothing was changed");
        }
        if (!Arrays.equals(first, second)) {
            throw new IOException("the two are not the same; nothing was changed");
        }
        Arrays.fill(second, ' ');
        return first;
    }

    private char[] line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int c = input.read();
        while (c >= 0 && c != '\n' && line.size() < MAX_BYTES) {
            line.write(c);
            c = input.read();
        }
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line.toByteArray()));
            int length = text.length();
            boolean carriageReturn = length > 0 && text.get(length - 1) == '\r';
            return Arrays.copyOf(text.array(), carriageReturn ? length - 1 : length);
        } catch (CharacterCodingException e) {
            throw new IOException("the password on standard input is not UTF-8; nothing was changed", e);
        }
    }
}
