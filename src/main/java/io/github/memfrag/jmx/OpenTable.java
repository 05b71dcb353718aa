package io.github.memfrag.jmx;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;
import javax.management.openmbean.ArrayType;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularDataSupport;
import javax.management.openmbean.TabularType;

/**
 * Names, types and descriptions of an open record or table, said once, in order. The JDK's constructors want the same in three
 * arrays, and throw checked exceptions that only a mistake in this code can cause.
 */
final class OpenTable {
    private final String name;
    private final String description;
    private final Map<String, OpenType<?>> types = new LinkedHashMap<>();
    private final Map<String, String> descriptions = new LinkedHashMap<>();
    private CompositeType rowType;
    private TabularType tableType;

    private OpenTable(String name, String description) {
        this.name = requireNonNull(name, "name is null");
        this.description = requireNonNull(description, "description is null");
    }

    static OpenTable named(String name, String description) {
        return new OpenTable(name, description);
    }

    OpenTable integer(String column, String meaning) {
        return column(column, SimpleType.INTEGER, meaning);
    }

    OpenTable longInteger(String column, String meaning) {
        return column(column, SimpleType.LONG, meaning);
    }

    OpenTable decimal(String column, String meaning) {
        return column(column, SimpleType.DOUBLE, meaning);
    }

    OpenTable text(String column, String meaning) {
        return column(column, SimpleType.STRING, meaning);
    }

    OpenTable flag(String column, String meaning) {
        return column(column, SimpleType.BOOLEAN, meaning);
    }

    OpenTable longs(String column, String meaning) {
        try {
            return column(column, new ArrayType<long[]>(SimpleType.LONG, true), meaning);
        } catch (OpenDataException e) {
            throw new IllegalStateException(e);
        }
    }

    OpenTable texts(String column, String meaning) {
        try {
            return column(column, new ArrayType<String[]>(1, SimpleType.STRING), meaning);
        } catch (OpenDataException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A table within each row. */
    OpenTable table(String column, OpenTable inner, String meaning) {
        return column(column, inner.tableType, meaning);
    }

    private OpenTable column(String column, OpenType<?> type, String meaning) {
        types.put(column, type);
        descriptions.put(column, meaning);
        return this;
    }

    /** Ends the definition of a table. */
    OpenTable indexedBy(String... index) {
        asRecord();
        try {
            tableType = new TabularType(name, description, rowType, index);
        } catch (OpenDataException e) {
            throw new IllegalStateException(e);
        }
        return this;
    }

    /** Ends the definition of a lone record. */
    OpenTable asRecord() {
        String[] names = types.keySet().toArray(new String[0]);
        try {
            rowType = new CompositeType(name, description, names, descriptions.values().toArray(new String[0]),
                    types.values().toArray(new OpenType<?>[0]));
        } catch (OpenDataException e) {
            throw new IllegalStateException(e);
        }
        return this;
    }

    /** One record; the values in the order of the columns, null where there is none. */
    CompositeData row(Object... values) {
        try {
            return new CompositeDataSupport(rowType, types.keySet().toArray(new String[0]), values);
        } catch (OpenDataException e) {
            throw new IllegalStateException(e);
        }
    }

    Rows rows() {
        return new Rows();
    }

    final class Rows {
        private final TabularData table = new TabularDataSupport(tableType);

        Rows add(Object... values) {
            table.put(row(values));
            return this;
        }

        int count() {
            return table.size();
        }

        TabularData table() {
            return table;
        }
    }
}
