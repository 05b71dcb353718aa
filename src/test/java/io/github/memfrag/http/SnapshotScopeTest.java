package io.github.memfrag.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One request, one reading of the kernel. */
class SnapshotScopeTest {
    private final Served served = Served.withOperations();

    @AfterEach
    void close() {
        served.close();
    }

    @Test
    void allRequestsOfABulkReadOnOneThreadWithinOneScope() {
        served.post("""
                [{"type":"read","mbean":"memfrag:type=Sample","attribute":"Number"},
                 {"type":"read","mbean":"memfrag:type=NoSuch"},
                 {"type":"read","mbean":"memfrag:*","attribute":"Number"},
                 {"type":"exec","mbean":"memfrag:type=Sample","operation":"stumble"},
                 {"type":"read","mbean":"memfrag:type=Sample","attribute":["Number","Text"]}]""");
        String thread = served.sample.readers.get(0);
        assertEquals(List.of(thread, thread, thread), served.sample.readers);
        assertEquals(List.of("open " + thread, "close " + thread), served.scopes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"read/memfrag:type=Sample/Number", "read/memfrag:type=NoSuch", "read/other:type=Sample",
        "read/no-name"})
    void aSingleRequestHasAScopeThatIsClosedWhateverComesOfIt(String path) {
        served.get(path);
        String thread = served.scopes.get(0).substring("open ".length());
        assertEquals(List.of("open " + thread, "close " + thread), served.scopes);
    }

    @Test
    void twoRequestsHaveTwoScopes() {
        served.get("read/memfrag:type=Sample/Number");
        served.get("read/memfrag:type=Sample/Number");
        assertEquals(4, served.scopes.size());
    }
}
