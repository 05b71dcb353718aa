package io.github.memfrag.fragmentation;

import static java.math.BigInteger.TWO;
import static java.math.BigInteger.ZERO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.kernel.FreeBlocks;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Compares the indices with a slow, literal reading of their definitions, on many random zones. */
class FragmentationIndicesPropertyTest {
    /** Fixed, so that a failure comes again; it is in the message of each. */
    private static final long SEED = 20_261_123L;
    private static final int ZONES = 2_000;
    private static final BigInteger THOUSAND = BigInteger.valueOf(1000);

    @Test
    void equalTheirDefinitionsOnRandomZones() {
        Random random = new Random(SEED);
        int wouldFail = 0;
        int halves = 0;
        for (int zone = 0; zone < ZONES; zone++) {
            long[] counts = randomCounts(random);
            FreeBlocks blocks = FreeBlocks.of(counts);
            for (int order = 0; order <= counts.length; order++) {
                Supplier<String> where = describe(zone, counts, order);
                int external = FragmentationIndices.externalThousandths(blocks, order);
                int unusable = FragmentationIndices.unusableThousandths(blocks, order);
                assertEquals(unusable(counts, order), BigInteger.valueOf(unusable), where);
                assertEquals(external(counts, order), BigInteger.valueOf(external), where);
                wouldFail += external > 0 ? 1 : 0;
                halves += external < 0 && external > -1000 ? 1 : 0;
            }
        }
        // The random zones are worth nothing if none of them reaches the last line of the formula.
        assertTrue(wouldFail > ZONES && halves > ZONES / 1000, wouldFail + " would fail, " + halves + " lone blocks");
    }

    @Test
    void unusableNeverFallsAsTheOrderRises() {
        Random random = new Random(SEED);
        for (int zone = 0; zone < ZONES; zone++) {
            long[] counts = randomCounts(random);
            FreeBlocks blocks = FreeBlocks.of(counts);
            for (int order = 1; order <= counts.length; order++) {
                assertTrue(FragmentationIndices.unusableThousandths(blocks, order - 1)
                        <= FragmentationIndices.unusableThousandths(blocks, order), describe(zone, counts, order));
            }
        }
    }

    /** Of 1 to 20 orders; some empty, some with blocks in the low orders only, from lone blocks up to the counts of huge hosts. */
    private static long[] randomCounts(Random random) {
        long[] counts = new long[1 + random.nextInt(20)];
        int highest = random.nextInt(counts.length + 1);
        int digits = 1 + random.nextInt(32);
        for (int order = 0; order < highest; order++) {
            counts[order] = random.nextInt(3) == 0 ? 0 : random.nextLong() >>> Long.SIZE - digits;
        }
        return counts;
    }

    private static BigInteger unusable(long[] counts, int order) {
        BigInteger free = free(counts);
        if (free.equals(ZERO)) {
            return THOUSAND;
        }
        return free.subtract(suitable(counts, order).multiply(TWO.pow(order))).multiply(THOUSAND).divide(free);
    }

    private static BigInteger external(long[] counts, int order) {
        BigInteger blocks = ZERO;
        for (long count : counts) {
            blocks = blocks.add(BigInteger.valueOf(count));
        }
        if (blocks.equals(ZERO)) {
            return ZERO;
        }
        if (suitable(counts, order).compareTo(ZERO) > 0) {
            return THOUSAND.negate();
        }
        BigInteger requests = free(counts).multiply(THOUSAND).divide(TWO.pow(order));
        return THOUSAND.subtract(THOUSAND.add(requests).divide(blocks));
    }

    private static BigInteger free(long[] counts) {
        BigInteger free = ZERO;
        for (int i = 0; i < counts.length; i++) {
            free = free.add(BigInteger.valueOf(counts[i]).multiply(TWO.pow(i)));
        }
        return free;
    }

    private static BigInteger suitable(long[] counts, int order) {
        BigInteger suitable = ZERO;
        for (int i = order; i < counts.length; i++) {
            suitable = suitable.add(BigInteger.valueOf(counts[i]).multiply(TWO.pow(i - order)));
        }
        return suitable;
    }

    private static Supplier<String> describe(int zone, long[] counts, int order) {
        return () -> "seed " + SEED + ", zone " + zone + " " + Arrays.toString(counts) + " at order " + order;
    }
}
