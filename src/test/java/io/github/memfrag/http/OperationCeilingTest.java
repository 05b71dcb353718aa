package io.github.memfrag.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.relief.helper.Ceiling;
import java.util.Arrays;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What an operator needs at least to start an operation. */
class OperationCeilingTest {
    @ParameterizedTest
    @CsvSource(nullValues = "null", delimiter = '|', textBlock = """
            compactMemory      |             | COMPACT
            startCompactMemory |             | COMPACT
            compactNode        | 0           | COMPACT
            startCompactNode   | 0           | COMPACT
            cancel             |             | COMPACT
            dropCaches         | 1           | PAGECACHE
            startDropCaches    | 1           | PAGECACHE
            dropCaches         | 2           | ALL
            dropCaches         | 3           | ALL
            startDropCaches    | 3           | ALL
            dropCaches         | 0           | ALL
            dropCaches         |             | ALL
            dropCaches         | 1 1         | ALL
            relieve            | 4 compact   | COMPACT
            relieve            | 4 pagecache | PAGECACHE
            relieve            | 4 all       | ALL
            startRelieve       | 4 compact   | COMPACT
            startRelieve       | 4 pagecache | PAGECACHE
            relieve            | 4           | ALL
            startRelieve       | 4           | ALL
            relieve            | 4 COMPACT   | ALL
            relieve            | 4 compact,  | ALL
            relieve            | 4 null      | ALL
            relieve            | 4 1         | ALL
            relieve            | 4 compact 1 | ALL
            Relieve            | 4 compact   | ALL
            relieveNow         | 4 compact   | ALL
            compactEverything  |             | ALL
            """)
    void anOperationGoesAsFarAsItSaysAndAllTheWayWhereItSaysNothing(String operation, String arguments, Ceiling needed) {
        Object[] values = arguments == null ? new Object[0]
                : Arrays.stream(arguments.split(" ")).map(OperationCeilingTest::value).toArray();
        assertEquals(needed, OperationCeiling.of(operation, values));
    }

    @ParameterizedTest
    @EnumSource(names = {"COMPACT", "PAGECACHE", "ALL"})
    void aUserMayGoUpToHisCeilingAndNoFurther(Ceiling users) {
        OperationPolicy policy = OperationPolicy.upTo(users, "alice", "passwd --max ");
        for (Ceiling needed : new Ceiling[] {Ceiling.COMPACT, Ceiling.PAGECACHE, Ceiling.ALL}) {
            if (users.compareTo(needed) >= 0) {
                policy.check(operation("relieve", MBeanOperationInfo.ACTION), 4, needed.text());
            } else {
                SecurityException refusal = assertThrows(SecurityException.class,
                        () -> policy.check(operation("relieve", MBeanOperationInfo.ACTION), 4, needed.text()));
                assertTrue(refusal.getMessage().contains("alice may go up to " + users.text() + ", and this goes up to " + needed.text())
                        && refusal.getMessage().endsWith("'passwd --max " + needed.text() + "' raises it")
                        && refusal.getMessage().contains("dropCaches(1)") == (users == Ceiling.PAGECACHE)
                        && refusal.getMessage().contains("relieve(order, \"" + users.text() + "\")"), refusal.getMessage());
            }
        }
    }

    @Test
    void whatOnlyTellsNeedsNoCeiling() {
        OperationPolicy.refused("no").check(operation("report", MBeanOperationInfo.INFO), 1L);
        assertThrows(SecurityException.class, () -> OperationPolicy.refused("no").check(operation("cancel", MBeanOperationInfo.ACTION)));
        assertThrows(SecurityException.class, () -> OperationPolicy.refused("no").check(operation("cancel", MBeanOperationInfo.UNKNOWN)));
    }

    private static Object value(String text) {
        return text.equals("null") ? null : text.matches("[0-9]") ? (Object) Integer.valueOf(text) : text;
    }

    private static MBeanOperationInfo operation(String name, int impact) {
        return new MBeanOperationInfo(name, name, new MBeanParameterInfo[0], "void", impact);
    }
}
