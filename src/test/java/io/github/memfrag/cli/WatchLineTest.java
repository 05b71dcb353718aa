package io.github.memfrag.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.memfrag.sampling.SampledHost;
import io.github.memfrag.testing.RecordedTrees;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WatchLineTest {
    private final SampledHost host = new SampledHost();

    @Test
    void saysWhenHowAndWithWhichNumbers() {
        host.kernel.recorded(RecordedTrees.tree("incident-1-failing"));
        assertEquals("2026-08-04T22:58:17Z WARNING Node 0 Normal: 99.6 % unusable at order 4, 64 blocks available",
                WatchLine.of(host.sampleAfter(Duration.ofSeconds(2))));
    }

    @Test
    void saysWhyNothingIsKnown() {
        host.kernel.blocks("Node 0, zone Movable 1 1 1 1 1 1 1 1 1 1 1");
        assertEquals("2026-08-04T22:58:15Z UNKNOWN none of the zones to watch exists on this host: see the key zones",
                WatchLine.of(host.sampleAfter(Duration.ZERO)));
    }
}
