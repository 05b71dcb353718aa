package io.github.memfrag.relief;

import static io.github.memfrag.relief.ReliefOperation.compactMemory;
import static io.github.memfrag.relief.ReliefOperation.compactNode;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompactionFindingsTest {
    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;

    @ParameterizedTest(name = "{0} pages scanned, {1} moved")
    @CsvSource(delimiter = '|', value = {
            "60000 | 1200 | compaction moved 1,200 pages (4.7 MiB)",
            "60000 |    0 | compaction returned success but moved nothing (60,000 pages scanned)",
            // NUMA balancing moves pages, too
            "    0 | 1200 | compaction returned success but moved nothing (0 pages scanned)"})
    void theKernelsCountersTellWhetherItMovedAnything(long scanned, long moved, String clause) {
        TestHost before = crumbs().vmStat("compact_migrate_scanned", 10).vmStat("pgmigrate_success", 7);
        TestHost after = crumbs().vmStat("compact_migrate_scanned", 10 + scanned).vmStat("pgmigrate_success", 7 + moved);
        assertEquals(clause, findings(compactMemory(), before, after).moved());
    }

    @Test
    void aKernelThatCountsNothingIsSaidTo() {
        assertEquals("compaction returned success, and this kernel does not count what it moved",
                findings(compactMemory(), crumbs(), crumbs()).moved());
    }

    @ParameterizedTest(name = "{0} and {1} of 1,000,000 used pages scanned")
    @CsvSource(delimiter = '|', value = {
            "10000 |  2000 | it scanned no more than 1.2 % of the used pages and ended early, as a contended run does",
            "    0 |     0 | it scanned no more than 0.0 % of the used pages and ended early, as a contended run does",
            "40000 | 10000 | ''",
            "2000000 |   0 | ''"})
    void aRunThatScannedLittleEndedEarly(long migrateScanned, long freeScanned, String clause) {
        TestHost before = scanned(crumbs(), 0, 0).managedPages(1_000_000 + 64);
        assertEquals(clause, findings(compactMemory(), before, scanned(crumbs(), migrateScanned, freeScanned)).endedEarly());
    }

    @Test
    void ofOneNodeOnlyItsOwnPagesCount() {
        TestHost before = scanned(crumbs().node(1, 64, 0, 0, 0, 0), 0, 0).managedPages(1_000_064);
        TestHost after = scanned(crumbs(), 60_000, 0);
        assertEquals("", findings(compactNode(1), before, after).endedEarly());
        assertEquals("it scanned no more than 3.0 % of the used pages and ended early, as a contended run does",
                findings(compactMemory(), before, after).endedEarly());
    }

    @Test
    void howMuchWasScannedIsNotJudgedWithoutZoneSizes() {
        assertEquals("", findings(compactMemory(), scanned(crumbs(), 1, 1), scanned(crumbs(), 1, 1)).endedEarly());
    }

    @ParameterizedTest(name = "{0} order-4 blocks gained, {1} MiB of 16 GiB are unreclaimable slab")
    @CsvSource(delimiter = '|', value = {
            "0 | 3072 | 3.0 GiB are unreclaimable slab, which compaction cannot move",
            "0 |  800 | ''",
            "1 | 3072 | ''"})
    void slabIsNamedWhenNothingWasGained(long gained, long slabMebibytes, String clause) {
        TestHost after = TestHost.withFreeBlocks(64, 0, 0, 0, gained).memInfo("MemTotal", 16 * GIB)
                .memInfo("SUnreclaim", slabMebibytes * MIB);
        assertEquals(clause, findings(compactMemory(), crumbs(), after).outOfReach());
    }

    @ParameterizedTest(name = "{0} pages and {1} order-4 blocks free before, {2} and {3} after")
    @CsvSource(delimiter = '|', value = {
            "64 | 100 | 64 |  36 | other activity took 4.0 MiB of free memory meanwhile",
            "64 | 100 | 64 |  85 | ''",
            "2000 | 100 | 64 | 100 | ''",
            "64 | 100 | 4064 |  36 | ''"})
    void blocksThatOthersTookAreNotHeldAgainstIt(long pages, long blocks, long pagesAfter, long blocksAfter, String clause) {
        assertEquals(clause, findings(compactMemory(), TestHost.withFreeBlocks(pages, 0, 0, 0, blocks),
                TestHost.withFreeBlocks(pagesAfter, 0, 0, 0, blocksAfter)).taken());
    }

    private static TestHost crumbs() {
        return TestHost.withFreeBlocks(64, 0, 0, 0, 0);
    }

    private static TestHost scanned(TestHost host, long migrateScanned, long freeScanned) {
        return host.vmStat("compact_migrate_scanned", migrateScanned).vmStat("compact_free_scanned", freeScanned);
    }

    private static CompactionFindings findings(ReliefOperation operation, TestHost before, TestHost after) {
        return new CompactionFindings(operation, new ReliefEffect(before.snapshot(), after.snapshot(), operation.node(), 4,
                OptionalLong.of(4096)));
    }
}
