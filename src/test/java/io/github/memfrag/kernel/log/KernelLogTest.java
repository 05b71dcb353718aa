package io.github.memfrag.kernel.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.kernel.KernelTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class KernelLogTest {
    private static final Path RECORDED = Path.of("src/test/resources/kernel-log");
    private static final List<String> AUTO = List.of("auto");
    private static final long NEVER = Long.MAX_VALUE;

    private final BlockingQueue<AllocationFailure> heard = new LinkedBlockingQueue<>();
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private KernelLog log;

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        if (log != null) {
            log.close();
        }
    }

    @Test
    void countsTheFailuresInARecordedDevice() throws Exception {
        start(RECORDED.resolve("failures"), AUTO);
        await("all", () -> log.failures().countByOrder().containsKey(0));

        AllocationFailures failures = log.failures();
        assertEquals(Optional.of("/dev/kmsg"), failures.source());
        assertEquals(Map.of(0, 1L, 2, 1L, 4, 2L), failures.countByOrder());
        assertEquals(OptionalLong.of(4), failures.count());
        assertEquals(OptionalLong.of(1), failures.xfsDeadlockWarnings());
        assertEquals(OptionalLong.of(1), failures.slabFailures());
        assertEquals(2, failures.skippedLines());
        assertEquals(1000 + 3, failures.lostRecords());
        assertEquals(List.of("xenwatch", "java", "kworker/u8:2", "sh"),
                failures.recent().stream().map(AllocationFailure::process).toList());
        assertEquals(List.of(168, 4242, -1, -1), failures.recent().stream().map(failure -> failure.pid().orElse(-1)).toList());
        assertEquals(1_438_640_000_000L + 801_234, failures.recent().get(0).epochMillis());
        assertEquals(List.of(), said);
    }

    @Test
    void tellsTheListenerOfEachFailure() throws Exception {
        start(RECORDED.resolve("failures"), AUTO);

        for (int order : new int[] {4, 2, 4, 0}) {
            assertEquals(order, heard.poll(60, TimeUnit.SECONDS).order());
        }
    }

    @Test
    void readsRecordsWithPropertiesAsTheKernelPrintsThem() throws Exception {
        start(RECORDED.resolve("recorded-kmsg"), List.of("kmsg"));
        await("gap", () -> log.failures().lostRecords() > 0);

        assertEquals(185, log.failures().lostRecords());
        assertEquals(0, log.failures().skippedLines());
        assertEquals(OptionalLong.of(0), log.failures().count());
    }

    @Test
    void findsTheIncidentInItsLogFile() throws Exception {
        start(RECORDED.resolve("incident"), AUTO);
        await("pid", () -> log.failures().last().map(AllocationFailure::pid).orElse(OptionalInt.empty()).isPresent());

        AllocationFailure failure = log.failures().last().orElseThrow();
        assertEquals("/var/log/messages", failure.source());
        assertEquals(4, failure.order());
        assertEquals("xenwatch", failure.process());
        assertEquals(OptionalInt.of(168), failure.pid());
        assertEquals("__GFP_IO|__GFP_FS|0x10", failure.flags());
        assertEquals(OptionalLong.of(1), log.failures().count());
        assertEquals(List.of("/dev/kmsg: no such file", "journal: it is this host's, not the recorded tree's",
                "/var/log/kern.log: no such file"), log.failures().reasons());
        assertEquals(List.of(), said);
    }

    @Test
    void followsWhatIsAddedToTheTree() throws Exception {
        Path kmsg = tree("dev/kmsg", "4,0,1,-;sh: page allocation failure: order:1, mode:0xd0\n");
        start(directory, AUTO);
        await("first", () -> log.failures().count().equals(OptionalLong.of(1)));
        Files.writeString(kmsg, "4,1,2,-;sh: page allocation failure: order:4, mode:0xd0\n", StandardOpenOption.APPEND);

        await("second", () -> log.failures().countByOrder().containsKey(4));
    }

    @Test
    void readsTheFirstSourceOnlySoThatNothingCountsTwice() throws Exception {
        tree("proc/stat", "btime 1438640000\n");
        tree("var/log/messages", "[  801.234567] xenwatch: page allocation failure. order:4, mode:0xd0\n");
        tree("var/log/kern.log", "[  801.234567] xenwatch: page allocation failure. order:4, mode:0xd0\n");
        start(directory, List.of("/var/log/messages", "/var/log/kern.log"));
        await("failure", () -> log.failures().last().isPresent());

        assertEquals(OptionalLong.of(1), log.failures().count());
        assertEquals(Optional.of("/var/log/messages"), log.failures().source());
    }

    /** The live host has a /dev/kmsg: it must not stand in for the tree's. */
    @Test
    void knowsNoCountWhereNoSourceCanBeReadAndSaysWhyOnce() throws Exception {
        start(directory, List.of("auto", "/var/log/other"));
        await("end", () -> !said.isEmpty());

        AllocationFailures failures = log.failures();
        assertEquals(OptionalLong.empty(), failures.count());
        assertEquals(Optional.empty(), failures.source());
        assertEquals(List.of("/dev/kmsg", "journal", "/var/log/kern.log", "/var/log/messages", "/var/log/other"),
                failures.reasons().stream().map(reason -> reason.substring(0, reason.indexOf(':'))).toList());
        assertEquals(1, said.size());
        assertTrue(said.get(0).contains("/dev/kmsg: no such file"), said.get(0));
        assertTrue(said.get(0).contains("kernel.log"), said.get(0));
    }

    @Test
    void readsNothingAndSaysNothingWhenToldSo() throws Exception {
        start(RECORDED.resolve("failures"), List.of("none"));
        await("reason", () -> !log.failures().reasons().isEmpty());

        assertEquals(List.of("kernel.log=none"), log.failures().reasons());
        assertEquals(OptionalLong.empty(), log.failures().count());
        assertEquals(List.of(), said);
    }

    @Test
    void opensAnewASourceThatEnded() throws Exception {
        BlockingQueue<Integer> openings = new LinkedBlockingQueue<>();
        log = KernelLog.start(List.of(source(sink -> {
            openings.add(1);
            sink.opened("test");
            sink.record(new LogRecord(1000, OptionalInt.empty(), "sh: page allocation failure: order:4, mode:0xd0"));
            throw new IOException("pulled out");
        })), 1, heard::add, said::add);
        assertNotNull(openings.poll(60, TimeUnit.SECONDS));
        assertNotNull(openings.poll(60, TimeUnit.SECONDS));
        assertNotNull(openings.poll(60, TimeUnit.SECONDS));

        assertEquals(OptionalLong.of(1), log.failures().count());
        assertEquals(1, said.size());
        assertTrue(said.get(0).contains("test: pulled out"), said.get(0));
    }

    @Test
    void forgetsWhyASourceEndedOnceItIsReadAgain() throws Exception {
        AtomicInteger openings = new AtomicInteger();
        log = KernelLog.start(List.of(source(sink -> {
            sink.opened("test");
            if (openings.incrementAndGet() > 1) {
                Thread.sleep(NEVER);
            }
        })), 1, heard::add, said::add);
        await("second opening", () -> openings.get() > 1);

        assertEquals(List.of(), log.failures().reasons());
        assertEquals(Optional.of("test"), log.failures().source());
    }

    @Test
    void keepsItsCountAndSaysWhyWhileNothingIsRead() throws Exception {
        log = KernelLog.start(List.of(source(sink -> {
            sink.opened("test");
            sink.record(new LogRecord(1000, OptionalInt.empty(), "sh: page allocation failure: order:4, mode:0xd0"));
        })), NEVER, heard::add, said::add);
        await("end", () -> !said.isEmpty());

        assertEquals(OptionalLong.of(1), log.failures().count());
        assertEquals(Optional.empty(), log.failures().source());
        assertEquals(List.of("test: ended"), log.failures().reasons());
    }

    @Test
    void goesOnToTheNextSourceWhenOneHasAFault() throws Exception {
        log = KernelLog.start(List.of(source(sink -> {
            throw new IllegalStateException("a fault of ours");
        }), source(sink -> {
            sink.opened("another");
            Thread.sleep(NEVER);
        })), NEVER, heard::add, said::add);
        await("the other", () -> log.failures().source().isPresent());

        assertEquals(List.of("test: a fault of ours"), log.failures().reasons());
    }

    @Test
    void takesABurstWithBoundedMemoryWhateverTheListenerDoes() throws Exception {
        StringBuilder burst = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            burst.append("4,").append(i).append(',').append(i).append(",-;sh: page allocation failure: order:0, mode:0xd0\n");
        }
        tree("dev/kmsg", burst.toString());
        CountDownLatch never = new CountDownLatch(1);
        log = KernelLog.start(KernelTree.recorded(directory), AUTO, failure -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                heard.add(failure);
            }
        }, said::add);
        await("burst", () -> log.failures().count().equals(OptionalLong.of(100_000)));

        assertEquals(FailureTally.KEPT, log.failures().recent().size());
        assertTrue(heard.isEmpty());
        log.close();
        assertEquals(0, heard.poll(60, TimeUnit.SECONDS).order());
    }

    @Test
    void hasADaemonThreadThatIsGoneOnceClosed() throws Exception {
        start(RECORDED.resolve("failures"), AUTO);
        await("opening", () -> log.failures().source().isPresent());
        Thread thread = Thread.getAllStackTraces().keySet().stream()
                .filter(candidate -> candidate.getName().equals("memfrag-kernel-log")).findFirst().orElseThrow();
        assertTrue(thread.isDaemon());
        assertEquals(KernelLog.class.getClassLoader(), thread.getContextClassLoader());
        log.close();

        assertFalse(thread.isAlive());
        assertEquals(List.of(), said);
    }

    private void start(Path root, List<String> setting) {
        log = KernelLog.start(KernelTree.recorded(root), setting, heard::add, said::add);
    }

    private Path tree(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private void await(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, () -> "no " + what + ": " + log.failures().recent() + log.failures().reasons());
            Thread.sleep(10);
        }
    }

    private static LogSource source(Reading reading) {
        return new LogSource() {
            @Override
            public String name() {
                return "test";
            }

            @Override
            public void follow(LogSink sink) throws IOException, InterruptedException {
                reading.follow(sink);
            }
        };
    }

    private interface Reading {
        void follow(LogSink sink) throws IOException, InterruptedException;
    }
}
