package io.github.memfrag.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.memfrag.testing.RecordedTrees;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class VmStatTest {
    @Test
    void readsACounterByItsName() throws IOException {
        assertEquals(OptionalLong.of(17903), recorded("incident-1-failing").counter("compact_fail"));
    }

    @Test
    void doesNotShowAnAbsentCounterAsZero() throws IOException {
        assertEquals(OptionalLong.empty(), recorded("incident-1-failing").counter("drop_pagecache"));
        assertEquals(OptionalLong.empty(), recorded("incident-1-failing").sum("no_such_"));
    }

    @ParameterizedTest
    @CsvSource({"incident-1-failing, 90211", "x86-32-highmem, 98"})
    void addsUpStallsWhetherCountedInOneOrPerZone(String tree, long stalls) throws IOException {
        assertEquals(OptionalLong.of(stalls), recorded(tree).sum("allocstall"));
    }

    @Test
    void showsACounterCaughtBelowZeroAsTheSmallNegativeNumberItIs() throws IOException {
        assertEquals(OptionalLong.of(-2), VmStat.parse("nr_dirty 18446744073709551614\n").counter("nr_dirty"));
    }

    @Test
    void listsAllCountersInTheKernelsOrder() throws IOException {
        assertEquals(List.of("b", "a"), List.copyOf(VmStat.parse("b 1\na 2\n").counters().keySet()));
    }

    static List<Malformed> malformed() {
        return List.of(
                new Malformed("empty file", "", "is empty"),
                new Malformed("name without value", "drop_slab 1\ndrop_pagecache\n", "line 2: expected 'name value'"),
                new Malformed("name with blank only", "drop_slab 1\ndrop_pagecache \n", "line 2: expected 'name value'"),
                new Malformed("value without name", " 1\n", "line 1: expected 'name value'"),
                new Malformed("empty line", "drop_slab 1\n\ndrop_pagecache 1\n", "line 2: expected 'name value'"),
                new Malformed("cut within the value", "drop_slab 12", "line 1: cut short"),
                new Malformed("two values", "drop_slab 1 2\n", "line 1: '1 2' is not a number"),
                new Malformed("blank at the end", "drop_slab 1 \n", "line 1: '1 ' is not a number"),
                new Malformed("negative", "drop_slab -1\n", "line 1: '-1' is not a number"),
                new Malformed("letters", "drop_slab one\n", "line 1: 'one' is not a number"),
                new Malformed("above 2^64", "drop_slab 18446744073709551616\n",
                        "line 1: '18446744073709551616' is not a number of 64 bits"),
                new Malformed("counter twice", "drop_slab 1\ndrop_slab 1\n", "line 2: drop_slab for the second time"),
                new Malformed("DOS line ends", "drop_slab 1\r\n", "line 1: ends with a carriage return"));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void refusesWhatIsMalformedWithFileLineAndReason(Malformed file) {
        file.assertRefused(VmStat::parse, "/proc/vmstat");
    }

    private static VmStat recorded(String tree) throws IOException {
        return VmStat.parse(RecordedTrees.tree(tree).read(VmStat.FILE));
    }
}
