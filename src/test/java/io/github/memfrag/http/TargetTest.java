package io.github.memfrag.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            /jolokia,                     ''
            /jolokia/,                    ''
            /jolokia?x=y,                 ''
            /jolokia/read/a:b=c,          read/a:b=c
            /jolokia/read/a:b=c?d=e/f,    read/a:b=c
            /jolokia/a%20b+c,             a b+c
            /jolokia/%C3%A4,              ä
            /jolokia/a%2Fb,               a/b
            /jolokia/a%2525,              a%25
            /jolokia/a%zz%4,              a%zz%4
            /jolokia//a,                  /a
            """)
    void thePathIsWhatFollowsDecodedOnce(String target, String path) {
        assertEquals(path, new Target("/jolokia/", target).path());
    }

    @Test
    void theParametersAreTheFirstOfEachName() {
        assertEquals(Map.of("p", "read/a b", "maxDepth", "2", "empty", ""),
                new Target("/jolokia/", "/jolokia/?p=read%2Fa+b&maxDepth=2&maxDepth=3&empty=").parameters());
    }
}
