package io.github.memfrag.kernel.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.kernel.KernelTree;
import io.github.memfrag.testing.ForkedJvm;
import io.github.memfrag.testing.JavaHome;
import io.github.memfrag.testing.OwnClasses;
import io.github.memfrag.testing.RunningJvm;
import io.github.memfrag.testing.SkippedTests;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.IOUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On this machine's own kernel, to whose log others write, too: only what was written by the test counts. */
@Timeout(120)
class KmsgDeviceIT {
    /** Of 976 characters each, as long as the kernel takes: enough for a log buffer of 16 MiB. */
    private static final int MAX_FLOOD = 20_000;

    static List<JavaHome> homes() {
        return JavaHome.all().stream().filter(home -> home.feature() >= 17).toList(); // As the tests are compiled.
    }

    @BeforeAll
    static void needsToWriteToTheKernelsLog() throws IOException {
        KernelsLog.assumeWritable();
    }

    @Test
    void aRecordIsCountedOnceWithItsTime() throws Exception {
        String process = KernelsLog.uniqueProcess();
        long before = System.currentTimeMillis();
        KernelsLog.write("<4>" + KernelsLog.failure(process));
        try (Following following = new Following(new KmsgDevice(KernelsLog.KMSG, PrintkClock.of(KernelTree.host())))) {
            following.await("record", () -> following.messages().contains(KernelsLog.failure(process)));
            String later = KernelsLog.uniqueProcess();
            KernelsLog.write("<4>" + KernelsLog.failure(later));
            following.await("later record", () -> following.messages().contains(KernelsLog.failure(later)));

            List<LogRecord> written = List.copyOf(following.records).stream()
                    .filter(record -> record.message().startsWith(process) || record.message().startsWith(later)).toList();
            assertEquals(2, written.size());
            // The boot time is known to the second, and clocks of printk and wall drift apart.
            written.forEach(record -> assertEquals(before, record.epochMillis(), TimeUnit.MINUTES.toMillis(5)));
        }
    }

    @Test
    void aFailureIsFoundAsTheAgentWouldFindIt() throws Exception {
        String process = KernelsLog.uniqueProcess();
        try (KernelLog log = KernelLog.start(KernelTree.host(), List.of("auto"), failure -> { }, line -> { })) {
            KernelsLog.write("<4>" + KernelsLog.failure(process));
            long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
            while (log.failures().recent().stream().noneMatch(failure -> failure.process().equals(process))) {
                assertTrue(System.nanoTime() < deadline, () -> "not found: " + log.failures().recent());
                Thread.sleep(10);
            }

            List<AllocationFailure> found = log.failures().recent().stream().filter(failure -> failure.process().equals(process)).toList();
            assertEquals(1, found.size());
            assertEquals(4, found.get(0).order());
            assertEquals("GFP_KERNEL|__GFP_ZERO", found.get(0).flags());
            assertEquals("/dev/kmsg", found.get(0).source());
        }
    }

    @Test
    void aReaderThatWaitsInTheKernelEndsWhenInterrupted() throws Exception {
        Following following = new Following(new KmsgDevice(KernelsLog.KMSG, PrintkClock.of(KernelTree.host())));
        String process = KernelsLog.uniqueProcess();
        KernelsLog.write("<4>" + KernelsLog.failure(process));
        following.await("last record", () -> following.messages().contains(KernelsLog.failure(process)));

        following.interrupt();
        assertEquals(List.of("/dev/kmsg"), following.opened);
    }

    @Test
    void aReaderThatTheKernelOvertookCountsWhatItLostAndGoesOn() throws Exception {
        CountDownLatch flooded = new CountDownLatch(1);
        KmsgDevice device = new KmsgDevice(KernelsLog.KMSG, PrintkClock.of(KernelTree.host()));
        long first = firstSequence();
        LogSource slow = new LogSource() {
            @Override
            public String name() {
                return device.name();
            }

            @Override
            public void follow(LogSink sink) throws IOException, InterruptedException {
                device.follow(new HeardRecords() {
                    @Override
                    public void record(LogRecord record) {
                        sink.record(record);
                        try {
                            flooded.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    }

                    @Override
                    public void lost(long count) {
                        sink.lost(count);
                    }
                });
            }
        };
        try (Following following = new Following(slow)) {
            following.awaitRecords(1);
            long lostBefore = following.lost.get();
            for (int written = 0; firstSequence() < first + 2; written++) {
                SkippedTests.machineCannotUnless(written < MAX_FLOOD, "a reader overtaken by the kernel, whose log buffer is too large here");
                KernelsLog.write("<7>memfrag-test fills the log " + ".".repeat(940));
            }
            String process = KernelsLog.uniqueProcess();
            KernelsLog.write("<4>" + KernelsLog.failure(process));
            flooded.countDown();
            following.await("record after the gap", () -> following.messages().contains(KernelsLog.failure(process)));

            assertTrue(following.lost.get() > lostBefore, "nothing lost");
            assertEquals(0, following.malformed.get());
        }
    }

    @ParameterizedTest
    @MethodSource("homes")
    void aReaderThatWaitsInTheKernelDoesNotHoldTheExitOfItsHost(JavaHome home) {
        try (RunningJvm host = ForkedJvm.on(home).classPath(classPath()).main(FollowsKernelLog.class.getName(), "kmsg").start()) {
            host.awaitOut("source /dev/kmsg");
            host.closeInput();

            assertEquals(0, host.awaitEnd().exitCode());
        }
    }

    /** The kernel lets everybody read where dmesg_restrict is 0. */
    @Test
    void whoMayNotReadIsToldSoAndCountsNothing() throws IOException {
        SkippedTests.machineCannotUnless(System.getProperty("user.name").equals("root"), "a reader without permission, as only root can become one");
        boolean restricted = !Files.readString(Path.of("/proc/sys/kernel/dmesg_restrict")).startsWith("0");
        try (RunningJvm host = ForkedJvm.onCurrent().classPath(classPath()).asNobody()
                .main(FollowsKernelLog.class.getName(), "kmsg").start()) {
            String read = host.awaitOut("source .*");

            assertEquals(restricted, read.startsWith("source none, count known false"), read);
            assertEquals(restricted, read.contains("/dev/kmsg: Operation not permitted"), read);
            host.closeInput();
            assertEquals(0, host.awaitEnd().exitCode());
            assertEquals(restricted ? 1 : 0, host.err().lines().count(), host.err());
        }
    }

    @Test
    void whatIsNotTheKernelsDeviceIsRefused() throws Exception {
        Exception end = new Following(new KmsgDevice(Path.of("/dev/null"), PrintkClock.of(KernelTree.host()))).awaitEnd();

        assertEquals("not the kernel's log device", end.getMessage());
    }

    private static Path[] classPath() {
        return OwnClasses.classPath(KernelLog.class, FollowsKernelLog.class, IOUtils.class);
    }

    private static long firstSequence() throws IOException {
        byte[] record = new byte[16 * 1024];
        try (InputStream kmsg = Files.newInputStream(KernelsLog.KMSG)) {
            int length = kmsg.read(record);
            return KmsgRecord.parse(new String(record, 0, length, StandardCharsets.ISO_8859_1)).orElseThrow().sequence();
        }
    }
}
