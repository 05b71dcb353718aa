package io.github.memfrag.kernel.log;

import io.github.memfrag.kernel.KernelTree;
import java.util.Arrays;

/** A host service that follows the kernel's log, says what it reads, and ends when its input does. */
final class FollowsKernelLog {
    private FollowsKernelLog() {}

    public static void main(String[] setting) throws Exception {
        KernelLog log = KernelLog.start(KernelTree.host(), Arrays.asList(setting),
                failure -> System.out.println("failure " + failure.process()), System.err::println);
        while (log.failures().source().isEmpty() && log.failures().reasons().size() < setting.length) {
            Thread.sleep(10);
        }
        System.out.println("source " + log.failures().source().orElse("none") + ", count known "
                + log.failures().count().isPresent() + ", reasons " + log.failures().reasons());
        while (System.in.read() >= 0) {
            // Until the end of the input. The log is not closed: nothing of it may hold the JVM.
        }
    }
}
