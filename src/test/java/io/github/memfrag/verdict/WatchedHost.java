package io.github.memfrag.verdict;

import io.github.memfrag.config.ConfigurationReader;
import io.github.memfrag.fragmentation.HostFragmentation;
import io.github.memfrag.fragmentation.WatchedZones;
import io.github.memfrag.kernel.KernelReading;
import io.github.memfrag.kernel.ScriptedKernel;
import io.github.memfrag.kernel.log.AllocationFailure;
import io.github.memfrag.testing.RecordedTrees;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A host under watch, sampled every 15 s of its own time. */
final class WatchedHost {
    private static final Duration INTERVAL = Duration.ofSeconds(15);

    final ScriptedKernel kernel = new ScriptedKernel();
    private final WatchedZones zones;
    private Judge judge;
    private LoggedFailures failures = LoggedFailures.unreadable();

    /** @param configuration as agent arguments */
    WatchedHost(String configuration) {
        this(configuration, WatchedZones.automatic());
    }

    WatchedHost(String configuration, WatchedZones zones) {
        this.judge = Judge.with(VerdictSettings.of(ConfigurationReader.read(configuration).configuration()));
        this.zones = zones;
    }

    WatchedHost() {
        this("");
    }

    WatchedHost blocks(String... rows) {
        kernel.blocks(rows);
        return this;
    }

    /** From now on the kernel is as recorded. */
    WatchedHost recorded(String tree) {
        kernel.recorded(RecordedTrees.tree(tree));
        return this;
    }

    /** The log tells of a failure that happens now. */
    WatchedHost fails(int order) {
        return failed(order, Duration.ZERO);
    }

    WatchedHost failed(int order, Duration ago) {
        failures = failures.readable(true).plus(new AllocationFailure(kernel.wallClock().minus(ago).toEpochMilli(), order, "xenwatch",
                OptionalInt.empty(), OptionalLong.empty(), "", "page allocation failure. order:" + order, "test"),
                kernel.wallClock().toEpochMilli(), kernel.nanoTime());
        return this;
    }

    WatchedHost logIsReadable() {
        failures = failures.readable(true);
        return this;
    }

    /** The next sample, and the verdict as it is then. */
    Verdict sample() {
        kernel.later(INTERVAL);
        KernelReading reading = kernel.reading();
        judge = judge.after(reading, HostFragmentation.of(reading, zones), failures);
        return look();
    }

    /** So many samples, and the last verdict. */
    Verdict samples(int count) {
        Verdict last = null;
        for (int i = 0; i < count; i++) {
            last = sample();
        }
        return last;
    }

    /** So many samples, before each of which compact_fail rises by one. */
    Verdict failingSamples(int count) {
        Verdict last = null;
        for (int i = 0; i < count; i++) {
            kernel.counterRises("compact_fail", 1);
            last = sample();
        }
        return last;
    }

    /** A look between two samples. */
    Verdict look() {
        KernelReading reading = kernel.reading();
        return judge.verdict(reading, HostFragmentation.of(reading, zones), failures);
    }
}
