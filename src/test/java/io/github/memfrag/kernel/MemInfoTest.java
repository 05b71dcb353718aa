package io.github.memfrag.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.memfrag.testing.RecordedTrees;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MemInfoTest {
    @Test
    void givesBytesForTheKernelsKilobytes() throws IOException {
        assertEquals(OptionalLong.of(24_684_096L * 1024), recorded("recorded-1-healthy").bytes("MemTotal"));
        assertEquals(OptionalLong.of(1024), MemInfo.parse("Active(anon):          1 kB\n").bytes("Active(anon)"));
    }

    @Test
    void doesNotShowAnAbsentFigureAsZero() throws IOException {
        assertEquals(OptionalLong.empty(), recorded("incident-1-failing").bytes("MemAvailable"));
    }

    @Test
    void takesNoCountOfHugePagesForBytes() throws IOException {
        assertEquals(OptionalLong.empty(), MemInfo.parse("HugePages_Total:       8\n").bytes("HugePages_Total"));
    }

    @Test
    void showsAFigureCaughtBelowZeroAsTheSmallNegativeNumberItIs() throws IOException {
        assertEquals(OptionalLong.of(-2068L * 1024),
                MemInfo.parse("Committed_AS:   18446744073709549548 kB\n").bytes("Committed_AS"));
    }

    static List<Malformed> malformed() {
        return List.of(
                new Malformed("empty file", "", "is empty"),
                new Malformed("name without value", "MemTotal:\n", "line 1: expected 'Name: value kB'"),
                new Malformed("no colon", "MemTotal 1 kB\n", "line 1: expected 'Name: value kB'"),
                new Malformed("another unit", "MemTotal: 1 MB\n", "line 1: expected 'Name: value kB'"),
                new Malformed("empty line", "MemTotal: 2 kB\n\nMemFree: 1 kB\n", "line 2: expected 'Name: value kB'"),
                new Malformed("cut within the value", "MemTotal: 2 kB\nMemFree: 1", "line 2: cut short"),
                new Malformed("negative", "MemTotal: -2 kB\n", "line 1: '-2' is not a number"),
                new Malformed("letters", "MemTotal: two kB\n", "line 1: 'two' is not a number"),
                new Malformed("more bytes than 64 bits",
                        "MemTotal: 9007199254740992 kB\n", "line 1: 9007199254740992 kB are more bytes"),
                new Malformed("figure twice", "MemFree: 1 kB\nMemFree: 1 kB\n", "line 2: MemFree for the second time"),
                new Malformed("DOS line ends", "MemFree: 1 kB\r\n", "line 1: ends with a carriage return"));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void refusesWhatIsMalformedWithFileLineAndReason(Malformed file) {
        file.assertRefused(MemInfo::parse, "/proc/meminfo");
    }

    private static MemInfo recorded(String tree) throws IOException {
        return MemInfo.parse(RecordedTrees.tree(tree).read(MemInfo.FILE));
    }
}
