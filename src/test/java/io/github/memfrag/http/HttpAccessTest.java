package io.github.memfrag.http;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what, request by request. */
class HttpAccessTest {
    private static final Served READ_ONLY = Served.readOnly();
    private static final Served OPERABLE = Served.withOperations();

    @AfterAll
    static void close() {
        READ_ONLY.close();
        OPERABLE.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            version                                       | 200
            read/memfrag:type=Sample/Number               | 200
            read/memfrag:type=Sample/Number,Blocks        | 200
            read/memfrag:type=Sample/NoSuch               | 404
            read/memfrag:type=NoSuch                      | 404
            read/memfrag:*/Number                         | 200
            read/*:*/Number                               | 200
            read/mem*:type=Sample/Number                  | 200
            read/other:type=Sample                        | 403
            read/other:type=Sample/Number                 | 403
            read/other:type=NoSuch/Number                 | 403
            read/other:*/Number                           | 403
            read/nosuch:*/Number                          | 403
            read/o*:*/Number                              | 403
            read/JMImplementation:type=MBeanServerDelegate/MBeanServerId | 403
            read/memfrag2:type=Sample/Number              | 403
            read/MEMFRAG:type=Sample/Number               | 403
            read/:type=Sample/Number                      | 403
            read/%6Demfrag:type=Sample/Number             | 200
            read/other%3Atype=Sample/Number               | 403
            read/memfrag:type=Sample!/x/Number            | 404
            read/memfrag:type=Sample/Blocks/1             | 200
            list                                          | 200
            list/memfrag/type=Sample                      | 200
            list/other                                    | 403
            list/nosuch                                   | 403
            list/other/type=Sample                        | 403
            list/other/type=NoSuch                        | 403
            search/*:*                                    | 200
            search/memfrag:*                              | 200
            search/other:*                                | 403
            search/nosuch:*                               | 403
            search/*:name=*                               | 200
            write/memfrag:type=Sample/Text/x              | 403
            write/memfrag:type=Sample/NoSuch/x            | 403
            write/other:type=Sample/Text/x                | 403
            exec/memfrag:type=Sample/tell/5               | 200
            exec/memfrag:type=Sample/tell                 | 400
            exec/memfrag:type=Sample/add/5                | 403
            exec/memfrag:type=Sample/add(int)/5           | 403
            exec/memfrag:type=Sample/nosuch               | 400
            exec/other:type=Sample/tell/5                 | 403
            exec/other:type=NoSuch/tell/5                 | 403
            exec/JMImplementation:type=MBeanServerDelegate/x | 403
            regnotif/add/memfrag:type=Sample              | 400
            nosuch/memfrag:type=Sample                    | 400
            read                                          | 400
            read/no-name                                  | 400
            """)
    void aGetReachesOurDomainAndChangesNothing(String path, int status) {
        assertAll(path,
                () -> assertEquals(status, READ_ONLY.get(path).statusCode(), "operations off"),
                () -> assertEquals(status, OPERABLE.get(path).statusCode(), "operations on"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'type':'read','mbean':'memfrag:type=Sample','attribute':'Number'}                           | 200 | 200
            {'type':'read','mbean':'memfrag:type=Sample','attribute':['Number','Blocks']}                | 200 | 200
            {'type':'read','mbean':'other:type=Sample','attribute':'Number'}                             | 403 | 403
            {'type':'READ','mbean':'other:type=Sample'}                                                  | 403 | 403
            {'type':'read','mbean':'other:type=Sample','config':{'ignoreErrors':'true'}}                 | 403 | 403
            {'type':'read','mbean':'other:type=NoSuch','config':{'ignoreErrors':'true'}}                 | 403 | 403
            {'type':'read','mbean':'memfrag:type=Sample','mbean':'other:type=Sample'}                    | 403 | 403
            {'type':'list','path':'other'}                                                               | 403 | 403
            {'type':'search','mbean':'other:*'}                                                          | 403 | 403
            {'type':'write','mbean':'memfrag:type=Sample','attribute':'Text','value':'x'}                | 403 | 403
            {'type':'exec','mbean':'memfrag:type=Sample','operation':'tell','arguments':[5]}             | 200 | 200
            {'type':'exec','mbean':'memfrag:type=Sample','operation':'add','arguments':[0]}              | 403 | 200
            {'type':'exec','mbean':'memfrag:type=Sample','operation':'add(int)','arguments':[0]}         | 403 | 200
            {'type':'exec','mbean':'memfrag:type=Sample','operation':'add','arguments':['x']}            | 400 | 400
            {'type':'exec','mbean':'memfrag:type=Sample','operation':'nosuch'}                           | 400 | 400
            {'type':'exec','mbean':'other:type=Sample','operation':'tell','arguments':[5]}               | 403 | 403
            {'type':'version','target':{'url':'service:jmx:rmi:///jndi/rmi://127.0.0.1:1/x'}}            | 403 | 403
            {'type':'read','mbean':'memfrag:type=Sample','target':{'url':'x','user':'u','password':'p'}} | 403 | 403
            {'type':'version','target':null}                                                             | 403 | 403
            {'type':'notification','command':'register'}                                                 | 400 | 400
            {'type':'regnotif'}                                                                          | 400 | 400
            """)
    void aPostReachesOurDomainAndOperatesOnlyWhereThatIsOn(String json, int operationsOff, int operationsOn) {
        String request = json.replace('\'', '"');
        assertAll(json,
                () -> assertEquals(operationsOff, READ_ONLY.post(request).statusCode(), "operations off"),
                () -> assertEquals(operationsOn, OPERABLE.post(request).statusCode(), "operations on"));
    }

    @Test
    void whatIsClosedIsRefusedInTheSameWordsWhetherItExistsOrNot() {
        assertEquals(READ_ONLY.get("read/other:type=NoSuch/Number").body().replace("NoSuch", "Sample"),
                READ_ONLY.get("read/other:type=Sample/Number").body());
        assertEquals(READ_ONLY.get("list/nosuch").body().replace("nosuch", "other"), READ_ONLY.get("list/other").body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "search/*:*", "read/*:*", "read/*:*/Number?ignoreErrors=true", "read/*:*/NoSuch",
            "read/*:*/NoSuch?ignoreErrors=true"})
    void noAnswerNamesAForeignMBean(String path) {
        String body = READ_ONLY.get(path).body();
        assertFalse(body.contains("other") || body.contains("JMImplementation"), body);
    }

    @Test
    void anOperationThatIsOffSaysWhatSwitchesItOn() {
        HttpResponse<String> answer = READ_ONLY.post("""
                {"type":"exec","mbean":"memfrag:type=Sample","operation":"add","arguments":[1]}""");
        assertTrue(answer.body().contains("http.operations=on"), answer.body());
    }

    @Test
    void operationsAreSwitchedOffAndOnWhileItServes() {
        String add = """
                {"type":"exec","mbean":"memfrag:type=Sample","operation":"add","arguments":[0]}""";
        try (Served served = Served.withOperations()) {
            served.endpoint.applyOperations(false);
            assertEquals(403, served.post(add).statusCode());
            served.endpoint.applyOperations(true);
            assertEquals(200, served.post(add).statusCode());
        }
    }

    @Test
    void anOperationByGetSaysThatItNeedsPost() {
        HttpResponse<String> answer = OPERABLE.get("exec/memfrag:type=Sample/add/1");
        assertTrue(answer.body().contains("POST"), answer.body());
    }

    @Test
    void aRefusedOperationDoesNotRun() {
        int before = OPERABLE.sample.getNumber();
        OPERABLE.get("exec/memfrag:type=Sample/add/1");
        READ_ONLY.post("""
                {"type":"exec","mbean":"memfrag:type=Sample","operation":"add","arguments":[1]}""");
        assertAll(
                () -> assertEquals(before, OPERABLE.sample.getNumber()),
                () -> assertEquals(1, READ_ONLY.sample.getNumber()));
    }
}
