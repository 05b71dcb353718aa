package io.github.memfrag.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.memfrag.kernel.KernelFormatException;
import io.github.memfrag.kernel.MemInfo;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RemediesTest {
    private static final String CALL = "  sudo java -jar memfrag-agent.jar ";

    @Test
    void saysHowMuchEachMayFree() throws KernelFormatException {
        // Shared memory is part of Cached.
        assertEquals(List.of(
                "There are at most 3.0 MiB of page cache and 1.0 MiB of dentries and inodes to drop.",
                CALL + "relieve",
                CALL + "compact",
                CALL + "drop-caches 1",
                CALL + "drop-caches 2"), lines(
                        "MemTotal: 9000 kB\nMemFree: 10 kB\nBuffers: 1024 kB\nCached: 4096 kB\nShmem: 2048 kB\nSReclaimable: 1024 kB\n"));
    }

    @Test
    void guessesNothingThatTheKernelDoesNotTell() {
        assertEquals(List.of(CALL + "relieve", CALL + "compact", CALL + "drop-caches 1", CALL + "drop-caches 2"),
                new Remedies(Optional.empty()).lines(100));
    }

    private static List<String> lines(String memInfo) throws KernelFormatException {
        return new Remedies(Optional.of(MemInfo.parse(memInfo))).lines(100);
    }
}
