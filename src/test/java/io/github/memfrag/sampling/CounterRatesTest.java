package io.github.memfrag.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.memfrag.kernel.KernelFormatException;
import io.github.memfrag.kernel.VmStat;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CounterRatesTest {
    private static final long FIVE_SECONDS = 5_000_000_000L;

    @ParameterizedTest
    @CsvSource({"100, 100, 0", "100, 101, 0.2", "100, 600, 100", "0, 9223372036854775807, 1844674407370955161.4"})
    void areRisesPerSecond(long earlier, long later, double perSecond) throws KernelFormatException {
        CounterRates rates = new CounterRates(vmStat("compact_fail " + earlier), vmStat("compact_fail " + later), FIVE_SECONDS);

        assertEquals(OptionalDouble.of(perSecond), rates.perSecond("compact_fail"));
    }

    @Test
    void areEmptyForACounterThatWasReset() throws KernelFormatException {
        assertEquals(OptionalDouble.empty(),
                new CounterRates(vmStat("compact_fail 100"), vmStat("compact_fail 3"), FIVE_SECONDS).perSecond("compact_fail"));
    }

    @Test
    void areEmptyForACounterThatThisKernelLacks() throws KernelFormatException {
        VmStat without = vmStat("compact_stall 1");

        assertEquals(OptionalDouble.empty(), new CounterRates(without, without, FIVE_SECONDS).perSecond("compact_fail"));
        assertEquals(OptionalDouble.empty(), new CounterRates(without, without, FIVE_SECONDS).sumPerSecond("allocstall"));
    }

    @Test
    void addUpTheCountersOfAllZones() throws KernelFormatException {
        CounterRates rates = new CounterRates(vmStat("allocstall_normal 10\nallocstall_movable 20"),
                vmStat("allocstall_normal 15\nallocstall_movable 40"), FIVE_SECONDS);

        assertEquals(OptionalDouble.of(5), rates.sumPerSecond("allocstall"));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void needTimeBetweenTheSamples(long nanos) throws KernelFormatException {
        VmStat vmStat = vmStat("compact_fail 1");

        assertThrows(IllegalArgumentException.class, () -> new CounterRates(vmStat, vmStat, nanos));
    }

    private static VmStat vmStat(String text) throws KernelFormatException {
        return VmStat.parse(text + "\n");
    }
}
