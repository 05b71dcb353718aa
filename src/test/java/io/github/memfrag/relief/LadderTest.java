package io.github.memfrag.relief;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.memfrag.fragmentation.HostFragmentation;
import io.github.memfrag.relief.Ladder.Move;
import io.github.memfrag.relief.Ladder.Taken;
import io.github.memfrag.relief.helper.HelperCommand;
import io.github.memfrag.verdict.VerdictSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which steps a ladder takes, by how many order-4 blocks there are after each; 512 are enough. */
class LadderTest {
    @ParameterizedTest(name = "{0} blocks: {1}")
    @CsvSource(delimiter = '|', value = {
            "0 512                         | compact",
            "0 60 512                      | compact compact",
            "0 0 0 512                     | compact sync drop1",
            "0 0 512                       | compact sync",
            "0 0 0 0 512                   | compact sync drop1 compact",
            "0 0 0 0 60 512                | compact sync drop1 compact compact",
            "0 0 0 0 0 512                 | compact sync drop1 compact drop2",
            "0 0 0 0 0 0 512               | compact sync drop1 compact drop2 compact",
            "0 60 60 0 512                 | compact compact sync drop1"})
    void itStopsAtTheMildestStepThatRecoversTheOrder(String blocks, String steps) {
        assertEquals(steps, climb(blocks, Optional.empty(), Optional.empty()));
    }

    @ParameterizedTest(name = "{0} blocks")
    @CsvSource({"0 0 0 0 0 0 0", "0 51 51 51 51 51 51 51", "0 0 0 511 511 511 511"})
    void itEndsWhereThereIsNoFurtherStep(String blocks) {
        String steps = climb(blocks, Optional.empty(), Optional.empty());
        assertEquals("compact sync drop1 compact drop2 compact: there is no further step", steps.replaceAll("(compact )+", "compact "));
    }

    @ParameterizedTest(name = "{0} blocks: {1}")
    @CsvSource(delimiter = '|', value = {
            // A tenth of what was missing is worth another round, less is not.
            "0 52 52 52 512                    | compact compact sync drop1",
            "0 51 51 512                       | compact sync drop1",
            // Lost, not gained.
            "100 0 0 512                       | compact sync drop1",
            // Not for ever.
            "0 52 100 145 185 220 220 512      | compact compact compact compact compact sync drop1"})
    void itCompactsAgainWhileThatGains(String blocks, String steps) {
        assertEquals(steps, climb(blocks, Optional.empty(), Optional.empty()));
    }

    @Test
    void itStopsBeforeTheFirstDropThatSomethingStandsAgainst() {
        assertEquals("compact: it stops before drop_caches 1: too soon", climb("0 0", Optional.of("too soon"), Optional.of("too soon")));
        assertEquals("compact sync drop1 compact: it stops before drop_caches 2: no farther",
                climb("0 0 0 0 0", Optional.empty(), Optional.of("no farther")));
    }

    @ParameterizedTest(name = "{0} blocks: {1}")
    @CsvSource(delimiter = '|', value = {
            "512 512                   | compact",
            "512 1500 1500             | compact compact",
            "512 1500 400 400          | compact compact"})
    void whereTheBlocksThatEndAReliefAreThereAtTheStartItOnlyCompacts(String blocks, String steps) {
        assertEquals(steps + ": no caches are dropped: Node 0 Normal has 512 order-4 blocks available at the start, and from 512 on a relief"
                + " drops none", climb(blocks, Optional.empty(), Optional.empty()));
        assertEquals("compact compact", climb("512 1500 8192", Optional.empty(), Optional.empty()));
        assertEquals("compact", words(ladder(host("512"), Optional.empty(), Optional.empty()).rungs()));
    }

    @Test
    void everyWatchedZoneMustRecover() {
        HostFragmentation one = TestHost.withFreeBlocks(10_000, 0, 0, 0, 512).node(1, 10_000, 0, 0, 0, 0).snapshot().host();
        HostFragmentation both = TestHost.withFreeBlocks(10_000, 0, 0, 0, 512).node(1, 10_000, 0, 0, 0, 512).snapshot().host();
        Ladder ladder = ladder(one, Optional.empty(), Optional.empty());
        assertEquals(Optional.of(HelperCommand.SYNC), ladder.next(one, List.of(new Taken(HelperCommand.COMPACT, one))).command());
        assertEquals(Optional.empty(), ladder.next(one, List.of(new Taken(HelperCommand.COMPACT, both))).command());
    }

    @Test
    void aPlanHasEachStepThatMayComeOnce() {
        assertEquals("compact sync drop1 compact drop2 compact", words(ladder(host("0"), Optional.empty(), Optional.empty()).rungs()));
        assertEquals("compact sync drop1 compact", words(ladder(host("0"), Optional.empty(), Optional.of("no")).rungs()));
        assertEquals("compact", words(ladder(host("0"), Optional.of("no"), Optional.of("no")).rungs()));
    }

    /** @param blocks before the first step, and after each; then as they were last */
    private static String climb(String blocks, Optional<String> againstDrop1, Optional<String> againstDrop2) {
        String[] counts = blocks.trim().split(" ");
        Ladder ladder = ladder(host(counts[0]), againstDrop1, againstDrop2);
        List<Taken> taken = new ArrayList<>();
        Move move = ladder.next(host(counts[0]), taken);
        while (move.command().isPresent()) {
            taken.add(new Taken(move.command().get(), host(counts[Math.min(taken.size() + 1, counts.length - 1)])));
            move = ladder.next(host(counts[0]), taken);
        }
        return words(taken.stream().map(Taken::command).toList()) + (move.end().isEmpty() ? "" : ": " + move.end());
    }

    private static Ladder ladder(HostFragmentation start, Optional<String> againstDrop1, Optional<String> againstDrop2) {
        return new Ladder(Recovery.of(4, VerdictSettings.defaults().thresholds(4), start), drop -> drop == Ladder.DROP_PAGE_CACHE ? againstDrop1 : againstDrop2);
    }

    /** So many order-4 blocks, and so much in crumbs that their share stays the same. */
    private static HostFragmentation host(String order4Blocks) {
        return TestHost.withFreeBlocks(1_000_000, 0, 0, 0, Long.parseLong(order4Blocks)).snapshot().host();
    }

    private static String words(List<HelperCommand> commands) {
        return commands.stream().map(HelperCommand::title).collect(joining(" "))
                .replace("compact_memory", "compact").replace("drop_caches ", "drop");
    }
}
