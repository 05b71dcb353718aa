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
                "What one can try, the mildest first",
                CALL + "compact",
                "      moves pages together, frees none",
                CALL + "drop-caches 1",
                "      frees clean page cache, 3.0 MiB at most",
                CALL + "drop-caches 2",
                "      frees dentries and inodes, 1.0 MiB at most"), lines(
                        "MemTotal: 9000 kB\nMemFree: 10 kB\nBuffers: 1024 kB\nCached: 4096 kB\nShmem: 2048 kB\nSReclaimable: 1024 kB\n"));
    }

    @Test
    void guessesNothingThatTheKernelDoesNotTell() {
        List<String> lines = new Remedies(Optional.empty(), Style.of(false, true)).lines();
        assertEquals("      frees clean page cache", lines.get(4));
        assertEquals("      frees dentries and inodes", lines.get(6));
    }

    private static List<String> lines(String memInfo) throws KernelFormatException {
        return new Remedies(Optional.of(MemInfo.parse(memInfo)), Style.of(false, true)).lines();
    }
}
