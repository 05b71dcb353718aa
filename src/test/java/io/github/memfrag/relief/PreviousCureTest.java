package io.github.memfrag.relief;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.fragmentation.WatchedZones;
import io.github.memfrag.kernel.KernelReader;
import io.github.memfrag.kernel.KernelTree;
import io.github.memfrag.relief.helper.ReliefStep;
import io.github.memfrag.sampling.Snapshots;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long a cure lasted, as the next report tells it. */
class PreviousCureTest {
    private static final ReliefOperation RELIEVE = ReliefOperation.relieve(4);

    @TempDir
    Path root;

    @Test
    void isToldByTheReliefAfterIt() throws IOException {
        becomes(fragmented());
        Relief relief = relief();
        relief.addListener(new ReliefListener() {
            @Override
            public void stepEnded(long id, ReliefStep step) {
                becomes(id == 1 ? well() : fragmented());
            }
        });

        ReliefReport first = relief.run(RELIEVE, "test");
        becomes(fragmented());
        long beforeSecond = System.currentTimeMillis();
        ReliefReport second = relief.run(RELIEVE, "test");
        ReliefReport third = relief.run(RELIEVE, "test");

        assertEquals(OptionalLong.empty(), first.previousCureMillis(), "there was none");
        assertEquals(true, first.recovered().orElseThrow());
        long lasted = second.previousCureMillis().orElseThrow();
        assertTrue(lasted >= beforeSecond - first.startEpochMillis() - first.durationMillis() && lasted <= 60_000, lasted + " ms");
        assertEquals(false, second.recovered().orElseThrow());
        assertTrue(third.previousCureMillis().orElseThrow() >= lasted, "a relief that did not help is no cure: the first still counts");
    }

    private static TestHost fragmented() {
        return TestHost.withFreeBlocks(4096, 0, 0, 0, 0);
    }

    private static TestHost well() {
        return TestHost.withFreeBlocks(0, 0, 0, 0, 256);
    }

    private void becomes(TestHost host) {
        try {
            host.record(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Relief relief() {
        KernelTree tree = KernelTree.recorded(root);
        return new Relief(tree, new Snapshots(new KernelReader(tree), WatchedZones.automatic()),
                ReliefSettings.defaults().withoutCooldowns(), OptionalLong.of(4096));
    }
}
