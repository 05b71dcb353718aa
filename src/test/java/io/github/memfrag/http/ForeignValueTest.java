package io.github.memfrag.http;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import javax.management.openmbean.TabularDataSupport;
import javax.management.openmbean.TabularType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ForeignValueTest {
    static Stream<Arguments> values() throws Exception {
        return Stream.of(
                Arguments.of(null, null),
                Arguments.of("text", "text"),
                Arguments.of(true, true),
                Arguments.of(7, 7),
                Arguments.of(7L, 7L),
                Arguments.of(0.5, 0.5),
                Arguments.of(new AtomicLong(7), 7L),
                Arguments.of('x', "x"),
                Arguments.of(new BigInteger("12345678901234567890"), "12345678901234567890"),
                Arguments.of(new BigDecimal("0.10"), "0.10"),
                Arguments.of(new ObjectName("a:b=c"), "a:b=c"),
                Arguments.of(new File("/etc/x"), "/etc/x"),
                Arguments.of(Path.of("/etc/x"), "/etc/x"),
                Arguments.of(URI.create("http://h/x").toURL(), "http://h/x"),
                Arguments.of(String.class, "java.lang.String"),
                Arguments.of(TimeUnit.SECONDS, "SECONDS"),
                Arguments.of(new Date(0), "1970-01-01T00:00:00Z"),
                Arguments.of(Instant.EPOCH, "1970-01-01T00:00:00Z"),
                Arguments.of(InetAddress.getByAddress(new byte[] {10, 0, 0, 1}), "/10.0.0.1"),
                Arguments.of(new long[] {1, 2}, List.of(1L, 2L)),
                Arguments.of(new Object[] {"a", new int[] {1}}, List.of("a", List.of(1))),
                Arguments.of(Arrays.asList("a", null), Arrays.asList("a", null)),
                Arguments.of(new TreeMap<>(Map.of(1, new File("/x"))), Map.of("1", "/x")),
                Arguments.of(row("a", 1), Map.of("name", "a", "count", 1)),
                Arguments.of(new CompositeData[] {row("a", 1)}, List.of(Map.of("name", "a", "count", 1))));
    }

    @ParameterizedTest
    @MethodSource("values")
    void simpleAndOpenTypesComeOutSensibly(Object value, Object plain) {
        assertEquals(plain, ForeignValue.plain(value));
    }

    @Test
    void aTableIsShownByItsIndex() throws Exception {
        assertEquals(Map.of("a", Map.of("name", "a", "count", 1), "b", Map.of("name", "b", "count", 2)),
                ForeignValue.plain(table("name")));
        assertEquals(Map.of("a", Map.of("1", Map.of("name", "a", "count", 1)), "b", Map.of("2", Map.of("name", "b", "count", 2))),
                ForeignValue.plain(table("name", "count")));
    }

    @Test
    void theMapOfAnMXBeanIsAMap() throws Exception {
        Object properties = ManagementFactory.getPlatformMBeanServer().getAttribute(new ObjectName("java.lang:type=Runtime"),
                "SystemProperties");
        assertEquals(System.getProperty("java.version"), ((Map<?, ?>) ForeignValue.plain(properties)).get("java.version"));
    }

    static Stream<Object> beans() {
        return Stream.of(new Bean(), List.of(new Bean()), Map.of("x", new Bean()), Map.of(new Bean(), "x"), new Object[] {new Bean()},
                Optional.of(new Bean()), new AtomicReference<>(new Bean()), Thread.currentThread(), new StringBuilder("x"),
                ForeignValueTest.class.getClassLoader());
    }

    @ParameterizedTest
    @MethodSource("beans")
    void anyOtherObjectIsRefusedWithoutAskingIt(Object value) {
        SecurityException refusal = assertThrows(SecurityException.class, () -> ForeignValue.plain(value));
        assertTrue(refusal.getMessage().matches("values of the class \\S+ are not shown over HTTP"), refusal.getMessage());
    }

    @Test
    void whatIsTooLargeOrHoldsItselfIsRefused() {
        List<Object> itself = new ArrayList<>();
        itself.add(itself);
        assertAll(
                () -> assertThrows(SecurityException.class, () -> ForeignValue.plain(itself)),
                () -> assertThrows(SecurityException.class, () -> ForeignValue.plain(Collections.nCopies(100_000, "x"))));
    }

    private static CompositeType rowType() throws Exception {
        String[] names = {"name", "count"};
        return new CompositeType("row", "row", names, names, new OpenType<?>[] {SimpleType.STRING, SimpleType.INTEGER});
    }

    private static CompositeData row(String name, int count) throws Exception {
        return new CompositeDataSupport(rowType(), Map.of("name", name, "count", count));
    }

    private static TabularDataSupport table(String... index) throws Exception {
        TabularDataSupport table = new TabularDataSupport(new TabularType("table", "table", rowType(), index));
        table.put(row("a", 1));
        table.put(row("b", 2));
        return table;
    }

    /** Fails the test as soon as anybody asks it anything. */
    public static final class Bean {
        public String getSecret() {
            throw new AssertionError("a getter was called");
        }

        @Override
        public String toString() {
            throw new AssertionError("its text was asked for");
        }
    }
}
