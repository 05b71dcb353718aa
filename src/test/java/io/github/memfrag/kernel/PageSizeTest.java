package io.github.memfrag.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.memfrag.testing.RecordedTrees;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageSizeTest {
    @Test
    void isReadFromARecordedAuxiliaryVector() {
        OptionalLong size = PageSize.read(name -> {
            if (name.equals("/proc/self/auxv")) {
                return RecordedTrees.tree("recorded-1-healthy").read(name);
            }
            throw new FileNotFoundException(name);
        });

        assertEquals(OptionalLong.of(4096), size);
    }

    @ParameterizedTest
    @CsvSource({
        "incident-1-failing,  4096",
        "arm64-16k-pages,    16384",
        "arm64-64k-pages,    65536",
        "ppc64-dma-only,     65536"})
    void isToldFromTheMappedFilesWhereThereIsNoAuxiliaryVector(String tree, long size) {
        assertEquals(OptionalLong.of(size), PageSize.read(RecordedTrees.tree(tree)));
    }

    @Test
    void isToldFromTheMappedFilesOfAKernelThatInitialisesItsMemoryLazily() throws IOException {
        KernelTree tree = RecordedTrees.tree("recorded-1-healthy");

        assertEquals(OptionalLong.of(4096), PageSize.fromMappedFiles(
                MemInfo.parse(tree.read(MemInfo.FILE)), VmStat.parse(tree.read(VmStat.FILE))));
    }

    @ParameterizedTest
    @CsvSource({"16384, 16384", "65536, 65536", "5000, ", "2048, ", "2097152, ", "0, "})
    void takesOnlyAPlausibleSizeFromTheAuxiliaryVector(long told, Long size) {
        OptionalLong expected = size == null ? OptionalLong.empty() : OptionalLong.of(size);

        assertEquals(expected, PageSize.fromAuxiliaryVector(words64(33, 0x7fff0000, 6, told, 17, 100, 0, 0)));
        assertEquals(expected, PageSize.fromAuxiliaryVector(words32(33, 0x7fff0000, 6, (int) told, 17, 100, 0, 0)));
    }

    @Test
    void isNotToldByAnEmptyOrCutAuxiliaryVector() {
        assertEquals(OptionalLong.empty(), PageSize.fromAuxiliaryVector(new byte[0]));
        assertEquals(OptionalLong.empty(), PageSize.fromAuxiliaryVector(words64(6)));
    }

    @ParameterizedTest
    @CsvSource({
        // kB,   pages, size
        "40960,  10240, 4096",
        "41500,  10240, 4096",
        "57344,  10240, ",
        "20480,  10240, ",
        "0,      10240, ",
        "40960,  0, "})
    void takesOnlyARatioCloseToAPlausibleSize(long mappedKilobytes, long mappedPages, Long size) throws IOException {
        OptionalLong told = PageSize.fromMappedFiles(
                MemInfo.parse("Mapped: " + mappedKilobytes + " kB\n"), VmStat.parse("nr_mapped " + mappedPages + "\n"));

        assertEquals(size == null ? OptionalLong.empty() : OptionalLong.of(size), told);
    }

    @Test
    void isUnknownWhereNothingTells() {
        assertEquals(OptionalLong.empty(), PageSize.read(name -> {
            throw new FileNotFoundException(name);
        }));
        assertEquals(OptionalLong.empty(), PageSize.read(name -> "not what it should be"));
    }

    private static byte[] words64(long... words) {
        ByteBuffer bytes = ByteBuffer.allocate(words.length * Long.BYTES).order(ByteOrder.nativeOrder());
        LongStream.of(words).forEach(bytes::putLong);
        return bytes.array();
    }

    private static byte[] words32(int... words) {
        ByteBuffer bytes = ByteBuffer.allocate(words.length * Integer.BYTES).order(ByteOrder.nativeOrder());
        IntStream.of(words).forEach(bytes::putInt);
        return bytes.array();
    }
}
