package io.github.memfrag.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTextTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                          | 0 | 0
            1                           | 0 | 0
            []                          | 1 | 0
            [{"a":[1]},{"b":2}]         | 3 | 1
            [[[                         | 3 | 0
            ]]][                        | 0 | 0
            "[[["                       | 0 | 3
            ["a\\"[[",[]]               | 2 | 5
            ["\\\\",[[]]]               | 3 | 2
            ["\\                        | 1 | 0
            {"ä":1}                     | 1 | 2
            """)
    void depthAndLongestStringAreThoseOutsideAndInsideOfQuotes(String json, int depth, int longestStringBytes) {
        JsonText text = JsonText.scan(json.getBytes(StandardCharsets.UTF_8));
        assertEquals(depth, text.depth(), "depth");
        assertEquals(longestStringBytes, text.longestStringBytes(), "longest string");
    }
}
