package io.github.memfrag.http.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A slice of the fuzz in {@code src/test/rigs/fuzz}. */
class FuzzIT {
    private static final Path KERNEL = Path.of("src/test/resources/kernel/incident-1-failing").toAbsolutePath();
    private static final long SEED = 1;
    private static final int REQUESTS = 4000;

    @Test
    void malformedRequestsAreAnsweredOrCutAndLeaveNothingBehind() throws InterruptedException {
        try (FuzzedHost host = FuzzedHost.start(KERNEL)) {
            assertEquals(List.of(), new Fuzz(host, SEED).run(REQUESTS));
        }
    }

    @Test
    void theSameSeedGivesTheSameRequests() {
        assertEquals(requests(SEED), requests(SEED));
        assertNotEquals(requests(SEED), requests(SEED + 1));
    }

    private static List<String> requests(long seed) {
        MalformedRequests requests = new MalformedRequests(seed);
        return LongStream.range(0, 100).mapToObj(requests::request).toList();
    }
}
