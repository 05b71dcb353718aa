package io.github.memfrag.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class KernelTunablesTest {
    private final ScriptedKernel kernel = new ScriptedKernel();

    @Test
    void areReadFromProcSysVm() {
        kernel.file("/proc/sys/vm/min_free_kbytes", "67584\n").file("/proc/sys/vm/watermark_scale_factor", "10\n")
                .file("/proc/sys/vm/compaction_proactiveness", "20\n");

        KernelTunables tunables = KernelTunables.read(kernel);

        assertEquals(OptionalLong.of(67584), tunables.minFreeKbytes());
        assertEquals(OptionalLong.of(10), tunables.watermarkScaleFactor());
        assertEquals(OptionalLong.of(20), tunables.compactionProactiveness());
    }

    @Test
    void thatThisKernelLacksAreEmpty() {
        KernelTunables tunables = KernelTunables.read(kernel.file("/proc/sys/vm/min_free_kbytes", "8192\n"));

        assertEquals(OptionalLong.of(8192), tunables.minFreeKbytes());
        assertEquals(OptionalLong.empty(), tunables.watermarkScaleFactor());
        assertEquals(OptionalLong.empty(), tunables.compactionProactiveness());
    }

    @Test
    void thatAreNoNumberAreEmpty() {
        assertEquals(OptionalLong.empty(), KernelTunables.read(kernel.file("/proc/sys/vm/min_free_kbytes", "\n")).minFreeKbytes());
    }
}
