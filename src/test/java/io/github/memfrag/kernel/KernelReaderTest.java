package io.github.memfrag.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.testing.RecordedTrees;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KernelReaderTest {
    private static final KernelFiles HEALTHY = RecordedTrees.tree("recorded-1-healthy");

    @Test
    void readsAllFilesOfACurrentKernel() throws IOException {
        KernelReader reader = new KernelReader(HEALTHY);

        KernelReading reading = reader.read();

        assertEquals(BuddyInfo.parse(HEALTHY.read(BuddyInfo.FILE)), reading.buddyInfo());
        assertTrue(reading.zoneInfo().isPresent());
        assertTrue(reading.vmStat().isPresent());
        assertTrue(reading.memInfo().isPresent());
        assertTrue(reading.pressure().isPresent());
        assertEquals(List.of(), reading.problems());
        assertEquals(OptionalLong.of(4096), reader.pageSizeBytes());
        assertEquals(Optional.of(HEALTHY.read("/proc/sys/kernel/random/boot_id").trim()), reader.bootId());
    }

    @Test
    void tellsWhenItRead() throws IOException {
        long millisBefore = System.currentTimeMillis();
        long nanosBefore = System.nanoTime();
        KernelReading reading = new KernelReader(HEALTHY).read();

        assertTrue(millisBefore <= reading.epochMillis() && reading.epochMillis() <= System.currentTimeMillis());
        assertTrue(nanosBefore - reading.nanoTime() <= 0 && reading.nanoTime() - System.nanoTime() <= 0);
    }

    @Test
    void readsNoFileTwiceForOneReading() throws IOException {
        List<String> names = new ArrayList<>();
        KernelReader reader = new KernelReader(name -> {
            names.add(name);
            return HEALTHY.read(name);
        });
        names.clear();

        reader.read();

        assertEquals(List.of(BuddyInfo.FILE, ZoneInfo.FILE, VmStat.FILE, MemInfo.FILE, Pressure.FILE,
                "/proc/sys/vm/min_free_kbytes", "/proc/sys/vm/watermark_scale_factor", "/proc/sys/vm/compaction_proactiveness"), names);
    }

    @Test
    void takesAFileThatAKernelDoesNotHaveForNoProblem() throws IOException {
        KernelReading reading = new KernelReader(failing(Pressure.FILE, new FileNotFoundException())).read();

        assertEquals(Optional.empty(), reading.pressure());
        assertEquals(List.of(), reading.problems());
    }

    @Test
    void takesPressureThatIsSwitchedOffForNoProblem() throws IOException {
        KernelReading reading = new KernelReader(failing(Pressure.FILE, new IOException("Operation not supported"))).read();

        assertEquals(Optional.empty(), reading.pressure());
        assertEquals(List.of(), reading.problems());
    }

    @ParameterizedTest
    @ValueSource(strings = {ZoneInfo.FILE, VmStat.FILE, MemInfo.FILE, Pressure.FILE})
    void saysInOneSentenceWhichFileMayNotBeReadAndReadsTheRest(String file) throws IOException {
        KernelReading reading = new KernelReader(failing(file, new AccessDeniedException(file, null, "permission denied"))).read();

        assertFalse(reading.zoneInfo().isPresent() && reading.vmStat().isPresent()
                && reading.memInfo().isPresent() && reading.pressure().isPresent());
        assertEquals(List.of(file + ": permission denied"), reading.problems());
    }

    @ParameterizedTest
    @ValueSource(strings = {ZoneInfo.FILE, VmStat.FILE, MemInfo.FILE, Pressure.FILE})
    void saysInOneSentenceWhichFileIsMalformedAndReadsTheRest(String file) throws IOException {
        KernelReading reading = new KernelReader(name -> name.equals(file) ? "rubbish\n" : HEALTHY.read(name)).read();

        assertFalse(reading.zoneInfo().isPresent() && reading.vmStat().isPresent()
                && reading.memInfo().isPresent() && reading.pressure().isPresent());
        assertEquals(1, reading.problems().size());
        assertTrue(reading.problems().get(0).startsWith(file + ", line 1: "), reading.problems().get(0));
    }

    @Test
    void refusesAMalformedBuddyinfo() {
        KernelReader reader = new KernelReader(name -> name.equals(BuddyInfo.FILE) ? "Node 0, zone\n" : HEALTHY.read(name));

        assertThrows(KernelFormatException.class, reader::read);
    }

    @ParameterizedTest
    @CsvSource({
        "Linux,    there is no /proc/buddyinfo here:",
        "Mac OS X, Mac OS X is not Linux: there is no /proc/buddyinfo"})
    void saysWhyThereAreNoFreeBlocksToRead(String system, String reason, @TempDir Path empty) {
        KernelReader reader = new KernelReader(KernelTree.recorded(empty));
        String thisSystem = System.setProperty("os.name", system);
        try {
            String message = assertThrows(UnsupportedKernelException.class, reader::read).getMessage();
            assertTrue(message.startsWith(reason), message);
        } finally {
            System.setProperty("os.name", thisSystem);
        }
    }

    @Test
    void saysThatFreeBlocksMayNotBeRead() {
        KernelReader reader = new KernelReader(
                failing(BuddyInfo.FILE, new AccessDeniedException(BuddyInfo.FILE, null, "permission denied")));

        assertEquals("cannot read /proc/buddyinfo: permission denied",
                assertThrows(UnsupportedKernelException.class, reader::read).getMessage());
    }

    @Test
    void reportsNoBootIdWhereThereIsNone(@TempDir Path directory) throws IOException {
        assertEquals(Optional.empty(), new KernelReader(KernelTree.recorded(directory)).bootId());

        Files.createDirectories(directory.resolve("proc/sys/kernel/random"));
        Files.writeString(directory.resolve("proc/sys/kernel/random/boot_id"), "\n");
        assertEquals(Optional.empty(), new KernelReader(KernelTree.recorded(directory)).bootId());
    }

    private static KernelFiles failing(String file, IOException failure) {
        return name -> {
            if (name.equals(file)) {
                throw failure;
            }
            return HEALTHY.read(name);
        };
    }
}
