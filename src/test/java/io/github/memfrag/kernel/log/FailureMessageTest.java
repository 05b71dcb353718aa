package io.github.memfrag.kernel.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailureMessageTest {
    /** The formats of the kernel's history, oldest first: 2.6.32, 3.2, 4.5, 4.6, 4.11, 5.0, and 5.10 within a cpuset. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "xenwatch: page allocation failure. order:4, mode:0xd0;"
                + " 4; xenwatch; 0xd0; __GFP_IO|__GFP_FS|0x10",
        "sh: page allocation failure: order:4, mode:0x2040d0;"
                + " 4; sh; 0x2040d0; __GFP_IO|__GFP_FS|0x204010",
        "kswapd0: page allocation failure: order:0, mode:0x2080020;"
                + " 0; kswapd0; 0x2080020; __GFP_HIGH|0x2080000",
        "java: page allocation failure: order:2, mode:0x24040c0(GFP_KERNEL|__GFP_COMP);"
                + " 2; java; 0x24040c0; GFP_KERNEL|__GFP_COMP",
        "java: page allocation failure: order:0, mode:0x1080020(GFP_ATOMIC), nodemask=(null);"
                + " 0; java; 0x1080020; GFP_ATOMIC",
        "kworker/u8:2: page allocation failure: order:4, mode:0xdc0(GFP_KERNEL|__GFP_ZERO), nodemask=(null),cpuset=/,mems_allowed=0;"
                + " 4; kworker/u8:2; 0xdc0; GFP_KERNEL|__GFP_ZERO",
        "clinfo: page allocation failure: order:9, mode:0x194dc2(GFP_HIGHUSER|__GFP_RETRY_MAYFAIL|__GFP_NORETRY|__GFP_ZERO|"
                + "__GFP_NOMEMALLOC), nodemask=0-1,cpuset=user.slice,mems_allowed=0-1;"
                + " 9; clinfo; 0x194dc2; GFP_HIGHUSER|__GFP_RETRY_MAYFAIL|__GFP_NORETRY|__GFP_ZERO|__GFP_NOMEMALLOC",
    })
    void readsEveryFormatThatKernelsHavePrinted(String line, int order, String process, String mode, String flags) {
        AllocationFailure failure = parsed(line);

        assertEquals(order, failure.order());
        assertEquals(process, failure.process());
        assertEquals(OptionalLong.of(Long.decode(mode)), failure.mode());
        assertEquals(flags, failure.flags());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "GC Thread#0: page allocation failure: order:1, mode:0x20; GC Thread#0",
        "a: b: page allocation failure: order:1, mode:0x20; a: b",
        "irq/24-eth0-TxR: page allocation failure: order:1, mode:0x20; irq/24-eth0-TxR",
        "müller: page allocation failure: order:1, mode:0x20; müller",
        "'(): page allocation failure: order:1, mode:0x20'; ()",
        "': page allocation failure: order:1, mode:0x20'; ''"})
    void takesAnyNameThatATaskCanHave(String line, String process) {
        assertEquals(process, parsed(line).process());
    }

    @Test
    void knowsTheOrderOfALineThatEndsBeforeTheMode() {
        AllocationFailure failure = parsed("sh: page allocation failure: order:10, mode:");

        assertEquals(10, failure.order());
        assertEquals(OptionalLong.empty(), failure.mode());
        assertEquals("", failure.flags());
    }

    /** Some kernels of 4.x print the task's name as a fragment of its own, which another CPU's line may tear off. */
    @Test
    void knowsTheOrderOfALineThatLostItsTask() {
        AllocationFailure failure = parsed("page allocation failure: order:3, mode:0x40cc0(GFP_KERNEL|__GFP_COMP), nodemask=(null)");

        assertEquals(3, failure.order());
        assertEquals("", failure.process());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "sh: page allocation failure",
        "sh: page allocation failure: order:",
        "sh: page allocation failure: order:x, mode:0xd0",
        "sh: page allocation failure: order:-1, mode:0xd0",
        "sh: page allocation failure: order:31, mode:0xd0",
        "sh: page allocation failure: order:100, mode:0xd0",
        "sh: page allocation failure; order:4, mode:0xd0",
        "sh page allocation failure: order:4, mode:0xd0",
        "memfrag-agent: java: page allocation failure: order:4, mode:0xd0",
        "message repeated 2 times: [ java: page allocation failure: order:4, mode:0xd0]"})
    void refusesWhatNoKernelPrints(String line) {
        assertTrue(FailureMessage.isOne(line));
        assertEquals(Optional.empty(), FailureMessage.parse(line));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "",
        "java invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0",
        "java: vmalloc: allocation failure: 8192 bytes, mode:0xd2",
        "java: page allocation stalls for 10008ms, order:0, mode:0x24201ca(GFP_HIGHUSER_MOVABLE|__GFP_COLD)"})
    void isNotConcernedWithOtherMessages(String line) {
        assertFalse(FailureMessage.isOne(line));
    }

    /** Whatever the kernel, these bits mean that; of 0x10 (wait, or reclaimable) nobody can tell without knowing the kernel. */
    @ParameterizedTest
    @CsvSource({
        "0x1,       __GFP_DMA",
        "0x2,       __GFP_HIGHMEM",
        "0x4,       __GFP_DMA32",
        "0x8,       __GFP_MOVABLE",
        "0x10,      0x10",
        "0x20,      __GFP_HIGH",
        "0x40,      __GFP_IO",
        "0x80,      __GFP_FS",
        "0x100,     0x100",
        "0x24000c0, __GFP_IO|__GFP_FS|0x2400000",
        "0,         none"})
    void namesOnlyTheBitsThatMeanTheSameInEveryKernel(String mode, String flags) {
        assertEquals(flags, parsed("sh: page allocation failure: order:4, mode:" + mode).flags());
    }

    private static AllocationFailure parsed(String line) {
        return FailureMessage.parse(line).orElseThrow().toFailure(0, OptionalInt.empty(), line, "test");
    }
}
