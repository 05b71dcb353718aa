package io.github.memfrag.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StyleTest {
    @ParameterizedTest
    @CsvSource({
        "true,  xterm-256color, ,  true",
        "true,  linux,          ,  true",
        "true,  xterm,          '', true",
        "true,  xterm,          1, false",
        "true,  dumb,           ,  false",
        "true,  ,               ,  false",
        "false, xterm,          ,  false"})
    void coloursOnlyATerminalThatIsNotDumbAndWasNotForbidden(boolean terminal, String term, String noColor, boolean coloured) {
        Map<String, String> environment = new HashMap<>();
        environment.computeIfAbsent("TERM", name -> term);
        environment.computeIfAbsent("NO_COLOR", name -> noColor);
        assertEquals(coloured ? "\u001b[31mx\u001b[0m" : "x",
                Style.suited(terminal, StandardCharsets.UTF_8, environment).red("x"));
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-8,      true,  xterm, true",
        "UTF-8,      false, linux, true",
        "UTF-8,      true,  linux, false",
        "US-ASCII,   true,  xterm, false",
        "ISO-8859-1, true,  xterm, false"})
    void drawsBarsOnlyWhereTheLocaleAndTheFontHaveThem(String charset, boolean terminal, String term, boolean bars) {
        assertEquals(bars, Style.suited(terminal, Charset.forName(charset), Map.of("TERM", term)).unicode());
    }

    @Test
    void neverColoursWhatCannotBeSeen() {
        assertEquals("  ", Style.of(true, true).green("  "));
    }

    @Test
    void saysEverythingInAsciiWhereThatIsAllThereIs() {
        Style ascii = Style.of(true, false);
        String signs = ascii.separator() + ascii.minus() + ascii.ellipsis();
        assertEquals(signs, new String(signs.getBytes(StandardCharsets.US_ASCII), StandardCharsets.US_ASCII));
    }
}
