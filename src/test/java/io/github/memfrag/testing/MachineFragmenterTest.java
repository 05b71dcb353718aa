package io.github.memfrag.testing;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class MachineFragmenterTest {
    @Test
    void refusesToTakeMemoryBelowFourGibibytes() {
        String reason = assertThrows(TestAbortedException.class, () -> MachineFragmenter.fragment(1L << 30)).getMessage();

        assertTrue(reason.startsWith(SkippedTests.MACHINE_CANNOT) && reason.contains("4096 MiB"), reason);
    }
}
