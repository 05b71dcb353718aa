package io.github.memfrag.sampling;

import io.github.memfrag.config.ConfigurationReader;
import io.github.memfrag.fragmentation.HostFragmentation;
import io.github.memfrag.fragmentation.WatchedZones;
import io.github.memfrag.kernel.KernelReading;
import io.github.memfrag.kernel.ScriptedKernel;
import io.github.memfrag.verdict.VerdictSettings;
import java.time.Duration;
import java.util.List;

/** A host whose time goes as the test says. */
public final class SampledHost {
    public final ScriptedKernel kernel = new ScriptedKernel();
    final PastSamples past;

    /** @param configuration as agent arguments */
    public SampledHost(String configuration) {
        past = new PastSamples(VerdictSettings.of(ConfigurationReader.read(configuration).configuration()));
    }

    public SampledHost() {
        this("");
    }

    public Snapshot sampleAfter(Duration time) {
        KernelReading reading = kernel.later(time).reading();
        return past.add(reading, HostFragmentation.of(reading, WatchedZones.automatic()));
    }

    Snapshot look() {
        KernelReading reading = kernel.reading();
        return past.lookAt(reading, HostFragmentation.of(reading, WatchedZones.automatic()));
    }

    List<HistoryPoint> history(int minutes) {
        return past.history(minutes, kernel.nanoTime());
    }
}
