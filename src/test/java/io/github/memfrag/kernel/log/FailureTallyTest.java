package io.github.memfrag.kernel.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailureTallyTest {
    private final List<AllocationFailure> heard = new ArrayList<>();
    private final FailureTally tally = new FailureTally(heard::add);
    private long time = 1000;

    @BeforeEach
    void open() {
        tally.opened("test");
    }

    @Test
    void countsByOrder() {
        print("java: page allocation failure: order:4, mode:0xd0");
        print("java: page allocation failure: order:0, mode:0xd0");
        print("sh: page allocation failure: order:4, mode:0xd0");

        AllocationFailures failures = tally.failures();
        assertEquals(OptionalLong.of(3), failures.count());
        assertEquals(Map.of(0, 1L, 4, 2L), failures.countByOrder());
        assertEquals("sh", failures.last().orElseThrow().process());
        assertEquals("sh", failures.lastByOrder().get(4).process());
        assertEquals("java", failures.lastByOrder().get(0).process());
        assertEquals(heard, failures.recent());
    }

    @Test
    void hasCountedNothingYetIsZeroOnceASourceIsRead() {
        assertEquals(OptionalLong.of(0), tally.failures().count());
        assertEquals(OptionalLong.of(0), tally.failures().xfsDeadlockWarnings());
        assertEquals(OptionalLong.of(0), tally.failures().slabFailures());
        assertEquals(Optional.of("test"), tally.failures().source());
    }

    @Test
    void knowsNoCountBeforeASourceIsRead() {
        AllocationFailures failures = new FailureTally(heard::add).failures();

        assertEquals(OptionalLong.empty(), failures.count());
        assertEquals(OptionalLong.empty(), failures.xfsDeadlockWarnings());
        assertEquals(OptionalLong.empty(), failures.slabFailures());
        assertEquals(Optional.empty(), failures.source());
    }

    @Test
    void keepsItsCountWhenTheSourceEnds() {
        print("java: page allocation failure: order:4, mode:0xd0");
        tally.ended();

        assertEquals(OptionalLong.of(1), tally.failures().count());
        assertEquals(Optional.empty(), tally.failures().source());
    }

    @Test
    void tellsWhatWasPrintedWhenAndWhere() {
        print("java: page allocation failure: order:4, mode:0xdc0(GFP_KERNEL|__GFP_ZERO), nodemask=(null)");

        AllocationFailure failure = tally.failures().last().orElseThrow();
        assertEquals(1001, failure.epochMillis());
        assertEquals("test", failure.source());
        assertEquals("java: page allocation failure: order:4, mode:0xdc0(GFP_KERNEL|__GFP_ZERO), nodemask=(null)", failure.message());
    }

    @Test
    void takesTheIncidentAsOneFailureOfItsTask() {
        print("xenwatch: page allocation failure. order:4, mode:0xd0");
        print("Pid: 168, comm: xenwatch Tainted: GF          ---------------    2.6.32-358.23.2.el5.x86_64 #1");
        print("Call Trace:");
        print(" [<ffffffff8112723a>] ? __alloc_pages_nodemask+0x67a/0x8c0");

        assertEquals(OptionalLong.of(1), tally.failures().count());
        assertEquals(OptionalInt.of(168), tally.failures().last().orElseThrow().pid());
        assertEquals(OptionalInt.of(168), tally.failures().lastByOrder().get(4).pid());
        assertEquals(0, tally.failures().skippedLines());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "CPU: 1 PID: 4242 Comm: java Not tainted 5.10.0-28-amd64 #1 Debian 5.10.209-2; 4242",
        "CPU: 0 UID: 1000 PID: 4242 Comm: java Not tainted 6.18.0 #1 PREEMPT_DYNAMIC; 4242",
        "CPU: 3 PID: 4242 Comm: java Kdump: loaded Tainted: G            E  4.18.0-553.el8_10.x86_64 #1; 4242",
        "Pid: 4242, comm: java Not tainted 3.2.0-4-amd64 #1; 4242",
        "CPU: 1 PID: 9 Comm: sh Not tainted 5.10.0-28-amd64 #1; -1",
        "Hardware name: QEMU; -1"})
    void learnsTheTasksIdFromTheDumpThatFollows(String line, int pid) {
        print("java: page allocation failure: order:4, mode:0xd0");
        print(line);

        assertEquals(pid, tally.failures().last().orElseThrow().pid().orElse(-1));
    }

    @Test
    void doesNotGuessOnceAnotherTasksDumpCameBetween() {
        print("java: page allocation failure: order:4, mode:0xd0");
        print("CPU: 1 PID: 9 Comm: sh Not tainted 5.10.0-28-amd64 #1");
        print("CPU: 1 PID: 4242 Comm: java Not tainted 5.10.0-28-amd64 #1");

        assertEquals(OptionalInt.empty(), tally.failures().last().orElseThrow().pid());
    }

    @Test
    void doesNotTakeALaterDumpOfATaskWithThatNameForTheFailures() {
        print("java: page allocation failure: order:4, mode:0xd0");
        time += 5000;
        print("CPU: 1 PID: 4242 Comm: java Not tainted 5.10.0-28-amd64 #1");

        assertEquals(OptionalInt.empty(), tally.failures().last().orElseThrow().pid());
    }

    @Test
    void believesTheCallerThatTheRecordNames() {
        tally.record(new LogRecord(1001, OptionalInt.of(7), "java: page allocation failure: order:4, mode:0xd0"));
        print("CPU: 1 PID: 4242 Comm: java Not tainted 5.10.0-28-amd64 #1");

        assertEquals(OptionalInt.of(7), tally.failures().last().orElseThrow().pid());
    }

    @Test
    void readsARecordOfSeveralLines() {
        print("java: page allocation failure: order:4, mode:0xd0\nCPU: 1 PID: 4242 Comm: java Not tainted 6.1.0\n"
                + "SLUB: Unable to allocate memory on node -1, gfp=0xd0(GFP_KERNEL)");

        assertEquals(OptionalLong.of(1), tally.failures().count());
        assertEquals(OptionalInt.of(4242), tally.failures().last().orElseThrow().pid());
        assertEquals(OptionalLong.of(1), tally.failures().slabFailures());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "XFS: possible memory allocation deadlock in kmem_alloc (mode:0x250)",
        "xfs: possible memory allocation deadlock in kmem_alloc (mode:0xd0)",
        "XFS: fs_mark(8414) possible memory allocation deadlock size 65768 in kmem_alloc (mode:0x2d40)",
        "XFS (sda1): kworker/0:1(77) possible memory allocation deadlock in _xfs_buf_alloc_pages (mode:0x2408240)"})
    void countsXfsWarningsApart(String line) {
        print(line);

        assertEquals(OptionalLong.of(1), tally.failures().xfsDeadlockWarnings());
        assertEquals(OptionalLong.of(0), tally.failures().count());
        assertEquals(OptionalLong.of(0), tally.failures().slabFailures());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "SLUB: Unable to allocate memory on node -1 (gfp=0x20)",
        "SLUB: Unable to allocate memory on node -1, gfp=0x480020(GFP_ATOMIC)",
        "SLUB: Unable to allocate memory on CPU 3 (of node 0) on node -1, gfp=0x820(GFP_ATOMIC)",
        "SLAB: Unable to allocate memory on node 0 (gfp=0x20)"})
    void countsFailuresOfTheSlabAllocatorApart(String line) {
        print(line);
        print("  cache: skbuff_head_cache, object size: 232, buffer size: 256, default order: 2, min order: 0");

        assertEquals(OptionalLong.of(1), tally.failures().slabFailures());
        assertEquals(OptionalLong.of(0), tally.failures().count());
        assertEquals(OptionalLong.of(0), tally.failures().xfsDeadlockWarnings());
    }

    @Test
    void skipsAndCountsALineThatNamesAFailureAndDoesNotReadAsOne() {
        print("java: page allocation failure: order:");
        print("java: page allocation failure: order:4, mode:0xd0");

        assertEquals(1, tally.failures().skippedLines());
        assertEquals(OptionalLong.of(1), tally.failures().count());
    }

    @Test
    void doesNotCountTwiceWhatASecondSourceTellsAgain() {
        print("java: page allocation failure: order:4, mode:0xd0");
        print("XFS: possible memory allocation deadlock in kmem_alloc (mode:0x250)");
        tally.ended();
        tally.opened("another");
        time = 1000;
        print("java: page allocation failure: order:4, mode:0xd0");
        print("XFS: possible memory allocation deadlock in kmem_alloc (mode:0x250)");
        print("sh: page allocation failure: order:2, mode:0xd0");

        assertEquals(Map.of(4, 1L, 2, 1L), tally.failures().countByOrder());
        assertEquals(OptionalLong.of(1), tally.failures().xfsDeadlockWarnings());
        assertEquals("another", tally.failures().last().orElseThrow().source());
        assertEquals(2, heard.size());
    }

    @Test
    void keepsTheLatestOnlyAndOfThemNoMoreThanIsPrinted() {
        for (int i = 0; i < 1000; i++) {
            print("java: page allocation failure: order:0, mode:0xd0, " + i + " ".repeat(10_000));
        }

        AllocationFailures failures = tally.failures();
        assertEquals(OptionalLong.of(1000), failures.count());
        assertEquals(FailureTally.KEPT, failures.recent().size());
        assertEquals(2000, failures.last().orElseThrow().epochMillis());
        assertTrue(failures.recent().stream().allMatch(failure -> failure.message().length() <= 1024));
    }

    private void print(String message) {
        tally.record(new LogRecord(++time, OptionalInt.empty(), message));
    }
}
