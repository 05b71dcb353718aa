package io.github.memfrag.http;

import java.io.File;
import java.lang.reflect.Array;
import java.net.InetAddress;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;

/**
 * A value of an MBean that is not ours, as numbers, text, lists and maps. Jolokia would make JSON of any object by calling its
 * getters, and theirs, which leads through a service to wherever they lead; so nothing else is let through to it.
 */
final class ForeignValue {
    /** Their text is what they are. That of other classes may say anything, passwords included. */
    private static final List<Class<?>> TEXTS = Arrays.asList(Number.class, Boolean.class, Character.class, File.class, Path.class,
            URL.class, URI.class, UUID.class, ObjectName.class, Locale.class, InetAddress.class, TemporalAccessor.class,
            TemporalAmount.class);
    private static final int MAX_DEPTH = 16;
    private static final int MAX_PARTS = 10_000;
    private static final String KEY = "key";
    private static final String VALUE = "value";

    private int parts;

    private ForeignValue() {}

    /** @throws SecurityException when the value, or something in it, is neither simple nor of an open type, nor text by nature */
    static Object plain(Object value) {
        return new ForeignValue().plain(value, 0);
    }

    private Object plain(Object value, int depth) {
        if (depth > MAX_DEPTH || ++parts > MAX_PARTS) {
            throw new SecurityException("the value is too large to be shown over HTTP");
        }
        if (value == null || value instanceof String || value instanceof Boolean || isNumber(value)) {
            return value;
        }
        if (value instanceof AtomicInteger || value instanceof AtomicLong) {
            return ((Number) value).longValue();
        }
        if (value instanceof CompositeData) {
            return composite((CompositeData) value, depth);
        }
        if (value instanceof TabularData) {
            return table((TabularData) value, depth);
        }
        if (value instanceof Map) {
            Map<String, Object> plain = new LinkedHashMap<>();
            ((Map<?, ?>) value).forEach((key, part) -> plain.put(text(key), plain(part, depth + 1)));
            return plain;
        }
        if (value instanceof Collection) {
            List<Object> plain = new ArrayList<>();
            ((Collection<?>) value).forEach(part -> plain.add(plain(part, depth + 1)));
            return plain;
        }
        return value.getClass().isArray() ? array(value, depth) : text(value);
    }

    private static boolean isNumber(Object value) {
        return value instanceof Integer || value instanceof Long || value instanceof Double || value instanceof Float
                || value instanceof Short || value instanceof Byte;
    }

    private Map<String, Object> composite(CompositeData data, int depth) {
        Map<String, Object> plain = new LinkedHashMap<>();
        data.getCompositeType().keySet().forEach(item -> plain.put(item, plain(data.get(item), depth + 1)));
        return plain;
    }

    /** As Jolokia shows tables: by the values of the index, one below the other; the map of an MXBean as a map. */
    @SuppressWarnings("unchecked") // of maps that are made here
    private Map<String, Object> table(TabularData data, int depth) {
        List<String> index = data.getTabularType().getIndexNames();
        boolean isMap = index.size() == 1 && index.get(0).equals(KEY) && data.getTabularType().getRowType().containsKey(VALUE)
                && data.getTabularType().getRowType().keySet().size() == 2;
        Map<String, Object> plain = new LinkedHashMap<>();
        for (Object element : data.values()) {
            CompositeData row = (CompositeData) element;
            Map<String, Object> above = plain;
            for (String name : index.subList(0, index.size() - 1)) {
                above = (Map<String, Object>) above.computeIfAbsent(text(row.get(name)), key -> new LinkedHashMap<String, Object>());
            }
            above.put(text(row.get(index.get(index.size() - 1))), plain(isMap ? row.get(VALUE) : row, depth + 1));
        }
        return plain;
    }

    private List<Object> array(Object array, int depth) {
        List<Object> plain = new ArrayList<>();
        for (int i = 0; i < Array.getLength(array); i++) {
            plain.add(plain(Array.get(array, i), depth + 1));
        }
        return plain;
    }

    private static String text(Object value) {
        if (value instanceof Class) {
            return ((Class<?>) value).getName();
        }
        if (value instanceof Enum) {
            return ((Enum<?>) value).name();
        }
        if (value instanceof Date) {
            return Instant.ofEpochMilli(((Date) value).getTime()).toString();
        }
        if (value == null || value instanceof String || TEXTS.stream().anyMatch(type -> type.isInstance(value))) {
            return String.valueOf(value);
        }
        throw new SecurityException("values of the class " + value.getClass().getName() + " are not shown over HTTP");
    }
}
