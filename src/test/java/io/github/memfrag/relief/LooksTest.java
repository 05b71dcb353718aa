package io.github.memfrag.relief;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.fragmentation.WatchedZones;
import io.github.memfrag.kernel.KernelReader;
import io.github.memfrag.kernel.KernelTree;
import io.github.memfrag.sampling.Snapshot;
import io.github.memfrag.sampling.Snapshots;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Free memory that comes out of the per-CPU lists only by and by: a page more with each look. */
@Timeout(60)
class LooksTest {
    @TempDir
    private Path root;
    private int looks;

    @Test
    void theFirstThatIsEnoughEndsTheWaiting() throws IOException {
        assertEquals(3, looks(Duration.ofMinutes(1)).settled(seen -> pages(seen) >= 3, () -> true).host().total().pages());
        assertEquals(3, looks);
    }

    @Test
    void itEndsWhenTheEffectHadItsTime() throws IOException {
        assertTrue(pages(looks(Duration.ofMillis(300)).settled(seen -> false, () -> true)) >= 2);
    }

    @Test
    void withoutSuchATimeOneLookIsAll() throws IOException {
        looks(Duration.ZERO).settled(seen -> false, () -> true);
        assertEquals(1, looks);
    }

    @Test
    void itEndsWhenNobodyWaitsForTheRelief() throws IOException {
        looks(Duration.ofMinutes(1)).settled(seen -> false, () -> looks < 2);
        assertEquals(2, looks);
    }

    @Test
    void anInterruptEndsItAndStays() throws IOException {
        Thread.currentThread().interrupt();
        looks(Duration.ofMinutes(1)).settled(seen -> false, () -> !Thread.currentThread().isInterrupted() || looks < 2);
        assertTrue(Thread.interrupted());
        assertEquals(2, looks);
    }

    private Looks looks(Duration settling) {
        KernelReader reader = new KernelReader(name -> {
            looks += name.equals("/proc/buddyinfo") ? 1 : 0;
            return TestHost.withFreeBlocks(looks).read(name);
        });
        return new Looks(new Snapshots(reader, WatchedZones.automatic()), new Cooldowns(KernelTree.recorded(root), ReliefSettings::defaults),
                new Pace(Duration.ZERO, Duration.ZERO, settling, true));
    }

    private static long pages(Snapshot snapshot) {
        return snapshot.host().total().pages();
    }
}
