package io.github.memfrag.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hosts of every kind, at orders 4 and 9; quiet as they were recorded, and as if allocations failed there. */
class RecordedHostsTest {
    @ParameterizedTest
    @CsvSource({
        "recorded-1-healthy,   OK,      4, Node 0 Normal, OK,       4",
        "recorded-2-fragmented, WARNING, 4, Node 0 Normal, WARNING, 4",
        "recorded-3-after-drop, OK,     4, Node 0 Normal, OK,       4",
        "incident-1-failing,   WARNING, 4, Node 0 Normal, CRITICAL, 4",
        // 14 orders of 64 KiB pages, and 12 of 16 KiB.
        "arm64-64k-pages,      OK,      4, Node 0 Normal, OK,       4",
        "arm64-16k-pages,      OK,      4, Node 0 Normal, OK,       4",
        // By HighMem, with 18 blocks of order 4, it would be a WARNING.
        "x86-32-highmem,       OK,      4, Node 0 Normal, WARNING,  9",
        "movable-and-device,   OK,      4, Node 0 Normal, OK,       4",
        "ppc64-dma-only,       OK,      4, Node 0 DMA,    OK,       4",
        // One node of eight is short of huge pages.
        "numa-8-nodes,         OK,      4, Node 7 Normal, WARNING,  9",
    })
    void areJudgedByTheZoneThatTheKernelAllocatesFrom(String tree, State quiet, int order, String zone, State failing, int failingOrder) {
        WatchedHost host = new WatchedHost("watch.order=4+9").recorded(tree);

        Verdict verdict = host.samples(4);
        assertEquals(List.of(quiet, order, zone), List.of(verdict.state(), verdict.watchOrder(),
                verdict.zone().orElseThrow().name().toString()));

        verdict = host.failingSamples(8);
        assertEquals(List.of(failing, failingOrder, zone), List.of(verdict.state(), verdict.watchOrder(),
                verdict.zone().orElseThrow().name().toString()));
    }

    @Test
    void areAdvisedWithThePresentSettingsOfTheirKernel() {
        WatchedHost host = new WatchedHost().recorded("recorded-2-fragmented");

        assertEquals("Compact memory at a quiet hour (compactMemory); where that gains little, drop the page cache (dropCaches 1) and"
                + " compact again, and only then dentries and inodes (dropCaches 2). To prevent it raise vm.min_free_kbytes (now 67584),"
                + " vm.watermark_scale_factor (now 10), vm.compaction_proactiveness (now 20).", host.sample().advice());
        assertEquals("Nothing to do.", new WatchedHost().recorded("recorded-1-healthy").sample().advice());
    }
}
