package io.github.memfrag.http;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.config.AllowedMBean;
import io.github.memfrag.http.login.TestUsers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.management.ObjectName;
import org.jolokia.shaded.org.json.simple.JSONValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@code http.allow} opens: {@code whole:type=Sample} whole, of {@code part:type=Sample} one attribute. {@code whole:type=Hidden},
 * {@code part:type=Hidden} and all of {@code other} stay closed. An operator asks, who may do most.
 */
class HttpAllowTest {
    private static Served served;

    @BeforeAll
    static void serve() throws Exception {
        TestUsers users = TestUsers.create().with("operator", "operate", "does all");
        List<AllowedMBean> allowed = Stream.of("whole:type=Sample", "part:type=Sample!Number", "part:type=Beans", "gone:type=Sample",
                "memfrag:type=Sample").map(text -> AllowedMBean.parse(text).orElseThrow()).toList();
        served = new Served(Served.settings().withAccess(Served.operable(users).withAllowed(allowed))).as("operator", "does all");
        for (String name : List.of("whole:type=Sample", "whole:type=Hidden", "part:type=Sample", "part:type=Hidden")) {
            served.server.registerMBean(new SampleMBean(), new ObjectName(name));
        }
        served.server.registerMBean(new Holder(), new ObjectName("part:type=Beans"));
    }

    @AfterAll
    static void close() {
        served.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            read/whole:type=Sample/Number         | 200
            read/whole:type=Sample/Number,Blocks  | 200
            read/whole:type=Sample/Blocks/0       | 200
            read/whole:type=Sample/NoSuch         | 404
            read/whole:type=Hidden/Number         | 403
            read/whole:type=NoSuch/Number         | 403
            read/whole:type=Hidden                | 403
            read/part:type=Sample/Number          | 200
            read/part:type=Sample                 | 200
            read/part:type=Sample/Blocks          | 403
            read/part:type=Sample/Number,Blocks   | 403
            read/part:type=Sample/NoSuch          | 403
            read/part:type=Sample/Failing         | 403
            read/part:type=Hidden/Number          | 403
            read/gone:type=Sample/Number          | 404
            read/gone:type=NoSuch/Number          | 403
            read/other:type=Sample/Number         | 403
            read/whole:*/Number                   | 200
            read/*:type=Sample/Number             | 200
            read/*:*/Blocks                       | 200
            read/other:*/Number                   | 403
            list                                  | 200
            list/whole                            | 200
            list/whole/type=Sample                | 200
            list/whole/type=Hidden                | 403
            list/whole/type=NoSuch                | 403
            list/other                            | 403
            list/nosuch                           | 403
            search/whole:*                        | 200
            search/other:*                        | 403
            search/nosuch:*                       | 403
            exec/whole:type=Sample/tell/5         | 403
            exec/whole:type=Sample/nosuch         | 403
            exec/whole:type=Hidden/tell/5         | 403
            exec/other:type=Sample/tell/5         | 403
            exec/memfrag:type=Sample/tell/5       | 200
            write/whole:type=Sample/Text/x        | 403
            write/part:type=Sample/Number/1       | 403
            """)
    void whatIsNamedIsReadAndNothingElseIs(String path, int status) {
        assertEquals(status, served.get(path).statusCode(), path);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{'type':'exec','mbean':'whole:type=Sample','operation':'tell','arguments':[5]}",
            "{'type':'exec','mbean':'whole:type=Sample','operation':'add','arguments':[5]}",
            "{'type':'exec','mbean':'whole:type=Sample','operation':'add(int)','arguments':[5]}",
            "{'type':'exec','mbean':'whole:type=Sample','operation':'nosuch'}",
            "{'type':'exec','mbean':'part:type=Sample','operation':'getBlocks'}",
            "{'type':'write','mbean':'whole:type=Sample','attribute':'Text','value':'x'}",
            "{'type':'read','mbean':'part:type=Sample','attribute':['Number','Text'],'config':{'ignoreErrors':'true'}}"})
    void noOperationOfAnotherDomainIsCalledWhoeverAsks(String json) {
        HttpResponse<String> answer = served.post(json.replace('\'', '"'));
        assertFalse(answer.body().contains("told") || answer.body().contains("\"text\""), answer.body());
        assertTrue(answer.statusCode() == 403 || json.contains("ignoreErrors"), answer.body());
    }

    @ParameterizedTest
    @CsvSource({
        "read/whole:type=Hidden/Number, read/whole:type=NoSuch/Number",
        "read/part:type=Sample/Blocks, read/part:type=Sample/NoSuch",
        "list/whole/type=Hidden, list/whole/type=NoSuch",
        "exec/whole:type=Sample/tell, exec/whole:type=Sample/nosuch",
        "exec/whole:type=Hidden/tell, exec/whole:type=NoSuch/tell"})
    void whatIsClosedIsRefusedInTheSameWordsWhetherItExistsOrNot(String there, String notThere) {
        assertEquals(names(served.get(notThere).body()), names(served.get(there).body()));
    }

    private static String names(String body) {
        return body.replaceAll("Hidden|NoSuch|Blocks|nosuch|tell", "X").replaceAll("\"timestamp\":[0-9]+", "");
    }

    @Test
    void aPatternOnlyFindsWhatIsOpenAndEachOnce() {
        Object found = json(served.get("search/*:*")).get("value");
        assertEquals(4, ((List<?>) found).size());
        assertEquals(Set.of("memfrag:type=Sample", "whole:type=Sample", "part:type=Sample", "part:type=Beans"),
                Set.copyOf((List<?>) found));
        assertEquals(List.of("whole:type=Sample"), json(served.get("search/whole:*")).get("value"));
    }

    @Test
    void theListTellsOfAnOpenMBeanWhatCanBeReadAndNoOperations() {
        Map<?, ?> domains = (Map<?, ?>) json(served.get("list")).get("value");
        assertEquals(Set.of("memfrag", "whole", "part"), domains.keySet());
        Map<?, ?> part = (Map<?, ?>) ((Map<?, ?>) domains.get("part")).get("type=Sample");
        assertEquals(Set.of("Number"), ((Map<?, ?>) part.get("attr")).keySet());
        assertEquals(false, ((Map<?, ?>) ((Map<?, ?>) part.get("attr")).get("Number")).get("rw"));
        assertFalse(part.containsKey("op"), part.toString());
        assertFalse(((Map<?, ?>) ((Map<?, ?>) domains.get("whole")).get("type=Sample")).containsKey("op"), domains.toString());
        assertEquals(Set.of("type=Sample"), ((Map<?, ?>) domains.get("whole")).keySet());
    }

    @Test
    void anMBeanOfWhichOneAttributeIsNamedIsReadAsThatOne() {
        assertEquals(Set.of("Number"), ((Map<?, ?>) json(served.get("read/part:type=Sample")).get("value")).keySet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"read/part:type=Beans/Bean", "read/part:type=Beans/Bean/secret", "read/part:type=Beans/Beans",
        "read/part:type=Beans/Beans/0/secret", "read/part:type=Beans?ignoreErrors=true", "read/part:*?ignoreErrors=true"})
    void noGetterOfAnObjectIsCalled(String path) {
        HttpResponse<String> answer = served.get(path);
        assertAll(path,
                () -> assertFalse(answer.body().contains("swordfish"), answer.body()),
                () -> assertEquals(0, Holder.asked));
    }

    private static Map<?, ?> json(HttpResponse<String> answer) {
        return (Map<?, ?>) JSONValue.parse(answer.body());
    }

    /** An MBean whose attributes are objects of a class of its own. */
    public interface HolderMBean {
        Holder getBean();

        List<Holder> getBeans();

        int getPlain();
    }

    public static final class Holder implements HolderMBean {
        static volatile int asked;

        @Override
        public Holder getBean() {
            return this;
        }

        @Override
        public List<Holder> getBeans() {
            return List.of(this);
        }

        @Override
        public int getPlain() {
            return 1;
        }

        public String getSecret() {
            asked++;
            return "swordfish";
        }
    }
}
