package io.github.memfrag.relief;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.memfrag.config.ConfigurationReader;
import io.github.memfrag.fragmentation.HostFragmentation;
import io.github.memfrag.fragmentation.WatchedZones;
import io.github.memfrag.kernel.KernelReader;
import io.github.memfrag.kernel.ScriptedKernel;
import io.github.memfrag.kernel.log.AllocationFailure;
import io.github.memfrag.sampling.Snapshot;
import io.github.memfrag.sampling.Snapshots;
import io.github.memfrag.verdict.VerdictSettings;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecoveryTest {
    private static final HostFragmentation CRUMBS = TestHost.withFreeBlocks(1_000_000, 0, 0, 0, 0, 0, 0, 0, 0, 0).snapshot().host();

    @ParameterizedTest(name = "order {0}: {1} pages in crumbs, {2} blocks of order 4, {3} of order 9")
    @CsvSource({
        // 80 % are unusable at 4 blocks in crumbs for each one
        "4,  64000,  1000,  0, true",
        "4, 639999, 10000,  0, true",
        "4, 100000,   511,  0, false",
        "4, 100000,   512,  0, true",
        "4,      0,     0,  0, false",
        // 16 blocks of order 4 do not make one of order 9
        "9, 100000, 10000,  0, false",
        "9, 100000,     0, 19, false",
        "9, 100000,     0, 20, true"})
    void anOrderHasRecoveredUnderTheWarningLineOrWithFourTimesTheBlocksOfCritical(int order, long crumbs, long blocks4, long blocks9,
            boolean recovered) {
        VerdictSettings settings = VerdictSettings.of(ConfigurationReader.read("verdict.blocks.9=5").configuration());
        assertEquals(recovered, Recovery.of(order, settings.thresholds(order), CRUMBS)
                .isRecovered(TestHost.withFreeBlocks(crumbs, 0, 0, 0, blocks4, 0, 0, 0, 0, blocks9).snapshot().host()));
    }

    /** A relief that stopped at once would call recovered what the verdict still warns of. */
    @ParameterizedTest(name = "{0} pages in crumbs and {1} blocks")
    @CsvSource({"1000000, 5031, false", "1000000, 8191, false", "1000000, 8192, true", "80000, 5031, true"})
    void whereTheBlocksThatEndAReliefAreThereFromTheStartOnlyTheVerdictsLinesCount(long crumbs, long blocks, boolean recovered) {
        HostFragmentation start = TestHost.withFreeBlocks(1_000_000, 0, 0, 0, 512).snapshot().host();
        Recovery recovery = Recovery.of(4, VerdictSettings.defaults().thresholds(4), start);
        assertEquals(recovered, recovery.isRecovered(TestHost.withFreeBlocks(crumbs, 0, 0, 0, blocks).snapshot().host()));
        assertEquals(Optional.of("no caches are dropped: Node 0 Normal has 512 order-4 blocks available at the start, and from 512 on a"
                + " relief drops none"), recovery.againstDrops());
    }

    @ParameterizedTest(name = "{0} pages in crumbs and {1} blocks")
    @CsvSource({"1000000, 511", "1000000, 8192", "1000, 10"})
    void whoBeginsBelowThemOrIsWellMayDrop(long crumbs, long blocks) {
        assertEquals(Optional.empty(), Recovery.of(4, VerdictSettings.defaults().thresholds(4),
                TestHost.withFreeBlocks(crumbs, 0, 0, 0, blocks).snapshot().host()).againstDrops());
    }

    @ParameterizedTest(name = "{0} to {1} pages in crumbs beside 600 blocks")
    @CsvSource({"1000000, 900000, false", "50000, 48000, true", "50000, 49500, false", "50000, 51000, false"})
    void anotherRoundIsWorthItByTheShareToo(long crumbsBefore, long crumbsAfter, boolean gaining) {
        VerdictSettings manyBlocks = VerdictSettings.of(ConfigurationReader.read("verdict.blocks=1000000").configuration());
        assertEquals(gaining, Recovery.of(4, manyBlocks.thresholds(4), CRUMBS).isGaining(
                TestHost.withFreeBlocks(crumbsBefore, 0, 0, 0, 600).snapshot().host(),
                TestHost.withFreeBlocks(crumbsAfter, 0, 0, 0, 600).snapshot().host()));
    }

    @Test
    void thereIsNothingToDoWhereNoZoneCallsForAWarning() throws IOException {
        assertEquals(Optional.of("the watched zones are well at order 4: Node 0 Normal has 50.0 % unusable free memory and 10 blocks"
                + " available"), nothingToDo(new ScriptedKernel().blocks("Node 0, zone Normal 160 0 0 0 10")));
        assertEquals(Optional.empty(), nothingToDo(new ScriptedKernel().blocks("Node 0, zone Normal 16000 0 0 0 10")));
        // 512 blocks end a relief, and are too few to refuse one: the verdict still warns.
        assertEquals(Optional.empty(), nothingToDo(new ScriptedKernel().blocks("Node 0, zone Normal 1000000 0 0 0 512")));
    }

    @Test
    void nothingCuresAShortage() throws IOException {
        String why = nothingToDo(new ScriptedKernel().blocks("Node 0, zone Normal 500 0 0 0 0").watermarks(500, 1000, 1250, 1500)
                .memory(16_000_000, 100_000)).orElseThrow();
        assertEquals("memory is short, which no relief cures", why.replaceFirst(":.*", ""));
    }

    @Test
    void withoutAZoneToWatchThereIsNothingToDo() throws IOException {
        assertEquals(Optional.of("none of the zones to watch exists on this host: see the key zones"),
                nothingToDo(new ScriptedKernel().blocks("Node 0, zone Movable 160 0 0 0 0")));
    }

    /** Half of the free memory is in blocks large enough, yet there are ten of them only, and one was not to be had. */
    @Test
    void aFailedAllocationCallsForAReliefWhateverTheShare() throws IOException {
        ScriptedKernel kernel = new ScriptedKernel().blocks("Node 0, zone Normal 160 0 0 0 10");
        Snapshots snapshots = new Snapshots(new KernelReader(kernel), WatchedZones.automatic());
        snapshots.failed(new AllocationFailure(System.currentTimeMillis(), 4, "xenwatch", OptionalInt.empty(), OptionalLong.empty(), "",
                "page allocation failure. order:4", "/dev/kmsg"));
        assertEquals(Optional.empty(), nothingToDo(snapshots));
    }

    private static Optional<String> nothingToDo(ScriptedKernel kernel) throws IOException {
        Snapshots snapshots = new Snapshots(new KernelReader(kernel), WatchedZones.automatic());
        return nothingToDo(snapshots);
    }

    private static Optional<String> nothingToDo(Snapshots snapshots) throws IOException {
        Snapshot snapshot = snapshots.take();
        return Recovery.of(4, snapshots.settings().thresholds(4), snapshot.host()).nothingToDo(snapshot);
    }
}
