package io.github.memfrag.cli;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.jolokia.shaded.org.json.simple.JSONValue;

/** Open data as JSON: a record is an object, a table an array of its rows, and what is absent is null. */
final class OpenDataJson {
    private OpenDataJson() {}

    /** One line of JSON. */
    static String text(Object value) {
        return JSONValue.toJSONString(tree(value));
    }

    private static Object tree(Object value) {
        if (value instanceof CompositeData) {
            return object((CompositeData) value);
        }
        if (value instanceof TabularData) {
            return array(((TabularData) value).values());
        }
        if (value instanceof Map) {
            Map<String, Object> object = new LinkedHashMap<>();
            ((Map<?, ?>) value).forEach((name, member) -> object.put(name.toString(), tree(member)));
            return object;
        }
        if (value instanceof Iterable) {
            return array((Iterable<?>) value);
        }
        if (value != null && value.getClass().isArray()) {
            List<Object> elements = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                elements.add(Array.get(value, i));
            }
            return array(elements);
        }
        return value;
    }

    private static Map<String, Object> object(CompositeData record) {
        Map<String, Object> object = new LinkedHashMap<>();
        record.getCompositeType().keySet().forEach(name -> object.put(name, tree(record.get(name))));
        return object;
    }

    private static List<Object> array(Iterable<?> elements) {
        List<Object> array = new ArrayList<>();
        elements.forEach(element -> array.add(tree(element)));
        return array;
    }
}
