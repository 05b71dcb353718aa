package io.github.memfrag.http;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jolokia.shaded.org.json.simple.JSONValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Jolokia's clients, monitoring systems and people with curl rely on. */
class JolokiaProtocolTest {
    private static final Served SERVED = Served.withOperations();

    @AfterAll
    static void close() {
        SERVED.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            read/memfrag:type=Sample/Number             | 1
            read/memfrag:type=Sample/Text               | text
            read/memfrag:type=Sample/Blocks             | [3, 2, 1]
            read/memfrag:type=Sample/Blocks/0           | 3
            ?p=read/memfrag:type=Sample/Text            | text
            /jolokia?p=/read/memfrag:type=Sample/Text   | text
            search/memfrag:*?ifModifiedSince=1          | ["memfrag:type=Sample"]
            exec/memfrag:type=Sample/tell/60            | told 60
            """)
    void aValueStandsInTheAnswersValue(String path, String value) {
        assertEquals(value.replace(" ", ""), String.valueOf(json(SERVED.get(path)).get("value")).replace(" ", ""));
    }

    @Test
    void anAnswerHoldsItsRequestItsStatusAndItsTimeInSeconds() {
        Map<String, String> request = Map.of("type", "read", "mbean", "memfrag:type=Sample", "attribute", "Number");
        long before = System.currentTimeMillis() / 1000;
        Map<?, ?> answer = json(SERVED.get("read/memfrag:type=Sample/Number"));
        assertAll(
                () -> assertEquals(request, answer.get("request")),
                () -> assertEquals(200L, answer.get("status")),
                () -> assertTrue((Long) answer.get("timestamp") >= before, answer.toString()));
    }

    @Test
    void aSingleRequestsStatusIsTheHttpStatusToo() {
        HttpResponse<String> answer = SERVED.get("read/memfrag:type=NoSuch/Number");
        assertAll(
                () -> assertEquals(404, answer.statusCode()),
                () -> assertEquals(404L, json(answer).get("status")));
    }

    @Test
    void aBulkIsAnsweredWith200AndAStatusForEachRequest() {
        HttpResponse<String> answer = SERVED.post("""
                [{"type":"read","mbean":"memfrag:type=Sample","attribute":"Number"},
                 {"type":"read","mbean":"memfrag:type=NoSuch"},
                 {"type":"read","mbean":"other:type=Sample"}]""");
        assertAll(
                () -> assertEquals(200, answer.statusCode()),
                () -> assertEquals(List.of(200L, 404L, 403L), statuses(answer)));
    }

    @Test
    void oneBadRequestInABulkSpoilsOnlyItself() {
        HttpResponse<String> answer = SERVED.post("""
                [{"type":"read","mbean":"no name"}, 7, {"type":8}, {"mbean":"memfrag:type=Sample"},
                 {"type":"exec","mbean":"memfrag:type=Sample","operation":"stumble"},
                 {"type":"read","mbean":"memfrag:type=Sample","attribute":"Number"}]""");
        assertEquals(List.of(400L, 400L, 400L, 400L, 500L, 200L), statuses(answer));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/jolokia", "version", "/jolokia?", "?maxDepth=3"})
    void theBarePathTellsTheVersionsAndNothingOfTheConfiguration(String path) {
        Map<?, ?> value = (Map<?, ?>) json(SERVED.get(path)).get("value");
        assertAll(
                () -> assertEquals(Set.of("agent", "protocol", "config"), value.keySet()),
                () -> assertEquals(Map.of(), value.get("config")));
    }

    @Test
    void theRootLeadsToJolokia() {
        HttpResponse<String> answer = SERVED.get("/");
        assertAll(
                () -> assertEquals(302, answer.statusCode()),
                () -> assertEquals("/jolokia/", answer.headers().firstValue("Location").orElseThrow()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/other", "/jolokiax", "/jolokia.html", "/favicon.ico", "/../jolokia/"})
    void elsewhereIsNothing(String path) throws IOException {
        String answer = getAsItStands(path);
        assertTrue(answer.startsWith("HTTP/1.1 404 "), answer);
    }

    @Test
    void aHeadRequestGetsTheHeadersOfTheGet() {
        HttpResponse<String> answer = SERVED.send(HttpRequest.newBuilder(SERVED.uri().resolve("version"))
                .method("HEAD", HttpRequest.BodyPublishers.noBody()));
        assertAll(
                () -> assertEquals(200, answer.statusCode()),
                () -> assertTrue(answer.headers().firstValueAsLong("Content-Length").orElseThrow() > 0),
                () -> assertEquals("", answer.body()));
    }

    @Test
    void theOptionsRequestNamesTheMethodsAndGrantsNoOtherOrigin() {
        HttpResponse<String> answer = SERVED.send(HttpRequest.newBuilder(SERVED.uri())
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
        assertAll(
                () -> assertEquals(200, answer.statusCode()),
                () -> assertEquals("GET, HEAD, POST, OPTIONS", answer.headers().firstValue("Allow").orElseThrow()),
                () -> assertFalse(answer.headers().map().keySet().stream().anyMatch(name -> name.startsWith("access-control"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"version", "read/other:type=Sample", "read/memfrag:type=NoSuch", "/other", "read/no-name"})
    void everyAnswerIsJsonThatIsNeitherKeptNorTakenForAPage(String path) {
        HttpResponse<String> answer = SERVED.get(path);
        assertAll(
                () -> assertEquals((long) answer.statusCode(), json(answer).get("status")),
                () -> assertEquals("application/json; charset=UTF-8", answer.headers().firstValue("Content-Type").orElseThrow()),
                () -> assertEquals("no-store", answer.headers().firstValue("Cache-Control").orElseThrow()),
                () -> assertEquals("nosniff", answer.headers().firstValue("X-Content-Type-Options").orElseThrow()));
    }

    @Test
    void whatAnMBeanThrewIsTold() {
        Map<?, ?> answer = json(SERVED.post("""
                {"type":"exec","mbean":"memfrag:type=Sample","operation":"refuse"}"""));
        assertAll(
                () -> assertEquals(403L, answer.get("status")),
                () -> assertEquals("dropCaches needs root: run the agent as root or set up the helper", answer.get("error")));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{'type':'exec','mbean':'memfrag:type=Sample','operation':'stumble'}",
            "{'type':'read','mbean':'memfrag:type=Sample','attribute':'Failing','config':{'includeStackTrace':'true'}}",
            "{'type':'read','mbean':'memfrag:type=Sample','attribute':'Failing','config':{'serializeException':'true'}}",
            "{'type':'exec','mbean':'memfrag:type=Sample','operation':'add','arguments':[{'a':[1]}]}",
            "{'type':'version','config':[1]}",
            "{'type':{'a':1}}",
            "[[[[]]]]"})
    void noErrorShowsAStackTraceOrAClassLoader(String json) {
        HttpResponse<String> answer = SERVED.post(json.replace('\'', '"'));
        assertFalse(answer.body().contains("loader") || answer.body().contains("\\tat ") || answer.body().contains("stacktrace")
                || answer.body().contains("error_value"), answer.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "[", "{\"type\":", "\u0001", "\"text\"", "null", "12", "99999999999999999999"})
    void aBodyThatIsNoRequestIsABadRequest(String body) {
        HttpResponse<String> answer = SERVED.post(body);
        assertAll(
                () -> assertEquals(400, answer.statusCode()),
                () -> assertEquals(400L, json(answer).get("status")));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{'type':'read','mbean':'memfrag:type=Sample','attribute':['Number',null]}",
            "{'type':'read','mbean':'memfrag:type=Sample','attribute':'Number','path':[1]}",
            "{'type':'read','mbean':{},'attribute':'Number'}",
            "{'type':'list','config':[1]}",
            "{'type':'exec','mbean':'memfrag:type=Sample','operation':['tell']}"})
    void aRequestOfAnotherShapeThanTheProtocolsIsABadRequest(String json) {
        assertEquals(400, SERVED.post(json.replace('\'', '"')).statusCode());
    }

    @Test
    void anEmptyPartOfAPathIsABadRequest() throws IOException {
        String answer = getAsItStands("/jolokia/read/memfrag:type=Sample//Number");
        assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
    }

    @Test
    void jolokiaRegistersNothingInTheHost() {
        SERVED.get("version");
        assertEquals(Set.of("memfrag", "other", "JMImplementation"),
                SERVED.server.queryNames(null, null).stream().map(name -> name.getDomain()).collect(Collectors.toSet()));
    }

    /** A client of the JDK would tidy up the path. */
    private static String getAsItStands(String path) throws IOException {
        try (RawConnection connection = SERVED.connect()) {
            return connection.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").readAnswer();
        }
    }

    private static List<Object> statuses(HttpResponse<String> bulk) {
        List<?> answers = (List<?>) JSONValue.parse(bulk.body());
        return answers.stream().<Object>map(answer -> ((Map<?, ?>) answer).get("status")).toList();
    }

    private static Map<?, ?> json(HttpResponse<String> answer) {
        return (Map<?, ?>) JSONValue.parse(answer.body());
    }
}
