package io.github.memfrag.kernel.log;

import io.github.memfrag.testing.SkippedTests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes to this machine's own kernel log, to which others write, too. */
final class KernelsLog {
    static final Path KMSG = Path.of("/dev/kmsg");

    private KernelsLog() {}

    static void assumeWritable() throws IOException {
        SkippedTests.machineCannotUnless(
                Files.isWritable(KMSG) && !Files.readString(Path.of("/proc/sys/kernel/printk_devkmsg")).startsWith("off"),
                "/dev/kmsg may not be written");
    }

    /** One write is one record, which readers see once its line has ended; a file opened anew is not rate-limited. */
    static void write(String record) throws IOException {
        Files.write(KMSG, (record + "\n").getBytes(StandardCharsets.US_ASCII), StandardOpenOption.WRITE);
    }

    /** At most 15 characters, as the kernel's own names. */
    static String uniqueProcess() {
        return "mf-" + Long.toString(System.nanoTime() & 0xFFFFFFFFFFFFL, 36);
    }

    /** What the kernel would print if an allocation failed for this process. */
    static String failure(String process) {
        return process + ": page allocation failure: order:4, mode:0xdc0(GFP_KERNEL|__GFP_ZERO), nodemask=(null)";
    }
}
