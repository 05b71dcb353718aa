package io.github.memfrag.http;

import static java.util.Collections.nCopies;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.memfrag.http.Standing.Conduct;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose connection goes when there are too many. */
class EvictionTest {
    private static final int PLACES = 8;

    /** Connections as NETWORK:CONDUCT:SECONDS waited, those of equal kind as COUNTx in front; the one that goes has a star. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            who stalls goes before who is new                       | *a:STALLED:3 7xa:NEW:1
            who stalls goes before who is idle for longer           | *a:STALLED:3 7xa:PROVEN:29
            who stalls goes, though another client has many more    | *b:STALLED:3 7xa:NEW:1
            of the stalled the one of the client with most          | b:STALLED:9 *a:STALLED:4 a:STALLED:3 5xa:NEW:1
            of one client's stalled the longest                     | a:STALLED:3 *a:STALLED:9 a:STALLED:4 5xb:PROVEN:1
            who is new goes before who asked again                   | *a:NEW:1 a:NEW:0 6xa:PROVEN:29
            who is new goes before another client's proven one      | *a:NEW:1 a:NEW:0 6xb:PROVEN:29
            who is new goes before who takes its first answer       | b:TAKING:1 *a:NEW:0 6xb:TAKING:1
            who takes its first answer goes before who asked again  | *a:TAKING:1 a:TAKING:0 6xa:PROVEN:29
            of the new the one of the client with most              | b:NEW:1 *a:NEW:0 6xa:WORKED_ON:5
            the proven stay while they leave a place of four        | 6xa:PROVEN:29 *a:NEW:0 a:NEW:0
            where they leave less the one idle for longest goes     | a:NEW:0 *a:PROVEN:29 6xa:PROVEN:28
            where they leave less it is of who has most             | b:PROVEN:29 *a:PROVEN:2 5xa:PROVEN:1 a:NEW:0
            anybody goes before who has logged in                   | 6xa:LOGGED_IN:29 *a:PROVEN:1 a:PROVEN:0
            a new one of who has most spares many others' proven    | b:PROVEN:9 c:PROVEN:9 d:PROVEN:9 e:PROVEN:9 f:PROVEN:9 g:PROVEN:9 h:PROVEN:9 *a:NEW:1 a:NEW:0
            who waits for us never goes                             | 8xa:WORKED_ON:60
            nobody goes where only the proven could                 | 6xa:WORKED_ON:1 b:PROVEN:29 a:PROVEN:5
            who waits for us counts as its client's                 | *b:PROVEN:9 6xb:PROVEN:8 9xa:WORKED_ON:1
            """)
    void goes(String rule, String connections) {
        List<Standing> standings = new ArrayList<>();
        Standing expected = null;
        for (String text : connections.split(" ")) {
            List<Standing> read = read(text.replace("*", ""));
            standings.addAll(read);
            expected = text.startsWith("*") ? read.get(0) : expected;
        }
        Collections.shuffle(standings, new Random(1));
        assertEquals(expected, Eviction.choose(standings, PLACES).orElse(null), rule);
    }

    private static List<Standing> read(String text) {
        String[] countAndRest = text.contains("x") ? text.split("x") : new String[] {"1", text};
        String[] fields = countAndRest[1].split(":");
        return nCopies(Integer.parseInt(countAndRest[0]), fields).stream()
                .map(of -> new Standing(of[0], Conduct.valueOf(of[1]), Long.parseLong(of[2]) * 1_000_000_000L))
                .collect(Collectors.toList());
    }
}
