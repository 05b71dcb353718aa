package io.github.memfrag.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.verdict.Cause;
import io.github.memfrag.verdict.State;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String FINE = "Node 0, zone Normal 90000 0 0 0 60000 0 0 0 0 0 0";

    private final SampledHost host = new SampledHost();

    HistoryTest() {
        host.kernel.blocks(FINE);
    }

    @Test
    void isEmptyBeforeTheFirstSample() {
        assertEquals(List.of(), host.history(60));
    }

    @Test
    void tellsTheFirstSampleAtOnce() {
        host.sampleAfter(MINUTE);

        HistoryPoint point = host.history(60).get(0);
        assertEquals(host.kernel.wallClock(), Instant.ofEpochMilli(point.epochMillis()));
        assertEquals(State.OK, point.state());
        assertEquals(Cause.NONE, point.cause());
        assertEquals(4, point.watchOrder());
        assertEquals(8.5, point.unusablePercent());
        assertEquals(60_000, point.availableBlocks());
        assertEquals(1_050_000, point.freePages());
    }

    @Test
    void tellsTheDecidingOrderAndZone() {
        SampledHost several = new SampledHost("watch.order=4+2");
        several.kernel.blocks(FINE, "Node 1, zone Normal 9900 0 25 0 0 0 0 0 0 0 0");

        several.sampleAfter(MINUTE);

        HistoryPoint point = several.history(60).get(0);
        assertEquals(List.of(State.CRITICAL, Cause.FRAGMENTATION, 4), List.of(point.state(), point.cause(), point.watchOrder()));
        assertEquals(100, point.unusablePercent());
        assertEquals(0, point.availableBlocks());
        assertEquals(1_060_000, point.freePages());
    }

    @Test
    void keepsAPointAMinute() {
        for (int i = 0; i <= 40; i++) {
            host.sampleAfter(Duration.ofSeconds(15));
        }

        List<HistoryPoint> points = host.history(60);

        assertEquals(11, points.size());
        assertEquals(60_000, points.get(1).epochMillis() - points.get(0).epochMillis());
    }

    @Test
    void endsAfterADay() {
        for (int minute = 0; minute < 2000; minute++) {
            host.kernel.blocks("Node 0, zone Normal " + minute + " 0 0 0 1 0 0 0 0 0 0");
            host.sampleAfter(MINUTE);
        }

        List<HistoryPoint> points = host.history(10_000);

        assertEquals(1440, points.size());
        assertEquals(LongStream.range(560, 2000).boxed().toList(), points.stream().map(point -> point.freePages() - 16).toList());
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "5, 6", "99, 100", "100, 100"})
    void tellsTheLastMinutes(int minutes, int points) {
        for (int minute = 0; minute < 100; minute++) {
            host.sampleAfter(MINUTE);
        }

        assertEquals(points, host.history(minutes).size());
    }

    @Test
    void tellsNothingOldAfterALongPause() {
        host.sampleAfter(MINUTE);
        host.sampleAfter(Duration.ofHours(30));

        assertEquals(1, host.history(1440).size());
    }

    @ParameterizedTest
    @ValueSource(longs = {-86_400, -1800, 1800})
    void keepsOrderAndDistanceOfItsPointsWhenTheClockIsSet(long seconds) {
        for (int minute = 0; minute < 10; minute++) {
            host.sampleAfter(MINUTE);
        }
        host.kernel.setClock(Duration.ofSeconds(seconds));
        for (int minute = 0; minute < 10; minute++) {
            host.sampleAfter(MINUTE);
        }

        List<HistoryPoint> points = host.history(60);

        assertEquals(20, points.size());
        for (int i = 0; i < 20; i++) {
            assertEquals(host.kernel.wallClock().minus(MINUTE.multipliedBy(19 - i)), Instant.ofEpochMilli(points.get(i).epochMillis()));
        }
    }

    @Test
    void beginsAnewWhenTheKernelHasOtherOrders() {
        host.sampleAfter(MINUTE);
        host.kernel.blocks("Node 0, zone Normal 1 1 1 1 1 1 1 1 1 1 1 1 1 1");
        host.sampleAfter(MINUTE);

        assertEquals(1, host.history(60).size());
    }

    @ParameterizedTest
    @ValueSource(ints = {11, 14, 31})
    void takesLessThan200KilobytesHoweverManyOrders(int orders) throws IllegalAccessException {
        History history = new History(orders);

        long bytes = 0;
        for (Field field : History.class.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                field.setAccessible(true);
                bytes += bytes(field.get(history), field);
            }
        }

        assertTrue(bytes > History.MINUTES * orders && bytes < 200_000, bytes + " bytes");
    }

    /** Of an array of primitives, or of a primitive; there is to be nothing else. */
    private static long bytes(Object value, Field field) {
        if (!field.getType().isArray()) {
            assertTrue(field.getType().isPrimitive(), field.toString());
            return Long.BYTES;
        }
        Class<?> element = field.getType().getComponentType();
        int size = element == long.class ? Long.BYTES : element == short.class ? Short.BYTES : element == byte.class ? Byte.BYTES : -1;
        assertTrue(size > 0, field.toString());
        int header = 16;
        return header + (long) size * Array.getLength(value);
    }
}
