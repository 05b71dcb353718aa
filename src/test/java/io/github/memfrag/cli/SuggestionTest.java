package io.github.memfrag.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
    private final Suggestion commands = new Suggestion(List.of("report", "drop-caches", "compact", "serve"));

    @ParameterizedTest
    @CsvSource({
        "reprot, report", "raport, report", "rep, report", "drop, drop-caches", "dropcaches, drop-caches",
        "drop_caches, drop-caches",
        "Compact, compact", "server, serve", "c, compact"})
    void guessesTheNearestName(String written, String meant) {
        assertEquals("did you mean " + meant + "?", commands.insteadOf(written));
    }

    @ParameterizedTest
    @CsvSource({"x", "status", "''", "jconsole"})
    void listsAllNamesWhereNoneIsNear(String written) {
        assertEquals("there are report, drop-caches, compact, serve", commands.insteadOf(written));
    }
}
