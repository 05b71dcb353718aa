package io.github.memfrag.http;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jolokia.shaded.org.json.simple.JSONValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is too much or malformed gets a proper status and JSON, and the next request is answered as ever. */
class HttpLimitsTest {
    private static final Served SERVED = Served.readOnly();
    private static final String READ = "{\"type\":\"read\",\"mbean\":\"memfrag:type=Sample\",\"attribute\":\"Number\"}";

    @AfterAll
    static void close() {
        SERVED.close();
    }

    static Stream<Arguments> bodies() {
        int room = HttpLimits.MAX_BODY_BYTES - READ.length();
        return Stream.of(
                Arguments.of("largest body", READ + " ".repeat(room), 200),
                Arguments.of("body too large", READ + " ".repeat(room + 1), 413),
                Arguments.of("largest bulk", bulk(HttpLimits.MAX_BULK_REQUESTS), 200),
                Arguments.of("bulk too large", bulk(HttpLimits.MAX_BULK_REQUESTS + 1), 413),
                Arguments.of("deepest nesting", nested(HttpLimits.MAX_JSON_DEPTH), 200),
                Arguments.of("nested too deep", nested(HttpLimits.MAX_JSON_DEPTH + 1), 400),
                Arguments.of("nested far too deep", nested(32_000), 400),
                Arguments.of("half nested far too deep", "[".repeat(60_000), 400),
                Arguments.of("longest string", search(HttpLimits.MAX_STRING_BYTES), 200),
                Arguments.of("string too long", search(HttpLimits.MAX_STRING_BYTES + 1), 400));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("bodies")
    void aBodyWithinTheLimitsIsAnswered(String name, String body, int status) {
        HttpResponse<String> answer = SERVED.post(body);
        assertEquals(status, answer.statusCode(), name);
        if (status != 200) {
            assertEquals((long) status, ((Map<?, ?>) JSONValue.parse(answer.body())).get("status"));
        }
    }

    @Test
    void nestingIsRefusedForItsDepth() {
        String answer = SERVED.post(nested(HttpLimits.MAX_JSON_DEPTH + 1)).body();
        assertTrue(answer.contains("nested deeper than " + HttpLimits.MAX_JSON_DEPTH), answer);
    }

    @Test
    void whereTheAnswerToABulkGrowsTooLargeTheRestIsRefused() {
        String much = "{\"type\":\"exec\",\"mbean\":\"memfrag:type=Sample\",\"operation\":\"tellMuch\",\"arguments\":[1]}";
        List<?> answers = (List<?>) JSONValue.parse(SERVED.post("[" + String.join(",", READ, much, READ, much, READ, much) + "]").body());
        assertEquals(List.of(200L, 200L, 200L, 200L, 413L, 413L),
                answers.stream().map(answer -> ((Map<?, ?>) answer).get("status")).toList());
    }

    @Test
    void aBodyInChunksIsLimitedToo() {
        byte[] tooLarge = " ".repeat(HttpLimits.MAX_BODY_BYTES + 1).getBytes(StandardCharsets.UTF_8);
        HttpResponse<String> answer = SERVED.send(HttpRequest.newBuilder(SERVED.uri())
                .POST(BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(tooLarge))));
        assertEquals(413, answer.statusCode());
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedBeforeItIsSent() throws IOException {
        try (RawConnection connection = SERVED.connect()) {
            connection.send("POST /jolokia/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999999999\r\n\r\n");
            String answer = connection.readAnswer();
            assertTrue(answer.startsWith("HTTP/1.1 413 ") && answer.contains("Connection: close"), answer);
        }
    }

    @Test
    void aClientThatAsksWhetherToSendItsBodyIsTold() throws IOException {
        try (RawConnection connection = SERVED.connect()) {
            connection.send("POST /jolokia/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + READ.length()
                    + "\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n");
            assertTrue(connection.readAnswer().startsWith("HTTP/1.1 100 "));
            connection.send(READ);
            assertTrue(connection.readAnswer().startsWith("HTTP/1.1 200 "));
        }
    }

    @Test
    void aClientThatAsksWhetherToSendItsBodyIsToldWhenNot() throws IOException {
        try (RawConnection connection = SERVED.connect()) {
            connection.send("POST /other HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\nExpect: 100-continue\r\n\r\n");
            String answer = connection.readAnswer();
            assertTrue(answer.startsWith("HTTP/1.1 404 ") && answer.contains("Connection: close"), answer);
        }
    }

    static Stream<Arguments> heads() {
        String host = "Host: localhost\r\n";
        String tooLong = "X: " + "x".repeat(HttpLimits.MAX_HEAD_LINE_BYTES) + "\r\n";
        return Stream.of(
                Arguments.of("nonsense\r\n\r\n", 400),
                Arguments.of("GET\r\n\r\n", 400),
                Arguments.of("GET /jolokia/ HTTX/1.1\r\n" + host + "\r\n", 400),
                Arguments.of("GET /jolokia/ HTTP/3.0\r\n" + host + "\r\n", 505),
                Arguments.of("GET /jolokia/ HTTP/1.1\r\n\r\n", 400),
                Arguments.of("GET /jolokia/ HTTP/1.1\r\n" + host + "no colon\r\n\r\n", 400),
                Arguments.of("\u0016\u0003\u0001\u0002\u0000\u0001\u0000\r\n\r\n", 400),
                Arguments.of("GET /" + "x".repeat(HttpLimits.MAX_HEAD_LINE_BYTES) + " HTTP/1.1\r\n" + host + "\r\n", 431),
                Arguments.of("GET /jolokia/" + "x".repeat(HttpLimits.MAX_TARGET_CHARS) + " HTTP/1.1\r\n" + host + "\r\n", 414),
                Arguments.of("GET /jolokia/ HTTP/1.1\r\n" + host + tooLong + "\r\n", 431),
                Arguments.of("GET /jolokia/ HTTP/1.1\r\n" + host + "X: x\r\n".repeat(HttpLimits.MAX_HEADERS) + "\r\n", 431),
                Arguments.of("GET /jolokia/ HTTP/1.1\r\n" + host + ("X: " + "x".repeat(4096) + "\r\n").repeat(16), 431),
                Arguments.of("POST /jolokia/ HTTP/1.1\r\n" + host + "Content-Length: x\r\n\r\n", 400),
                Arguments.of("POST /jolokia/ HTTP/1.1\r\n" + host + "Content-Length: -1\r\n\r\n", 400),
                Arguments.of("POST /jolokia/ HTTP/1.1\r\n" + host + "Content-Length: +2\r\n\r\n[]", 400),
                Arguments.of("POST /jolokia/ HTTP/1.1\r\n" + host + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
                Arguments.of("POST /jolokia/ HTTP/1.0\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
                Arguments.of("POST /jolokia/ HTTP/1.1\r\n" + host + "Transfer-Encoding: gzip\r\n\r\n", 501),
                Arguments.of("PUT /jolokia/ HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n", 405),
                Arguments.of("GET /jolokia/ HTTP/1.0\r\n\r\n", 200));
    }

    @ParameterizedTest(name = "[{index}] {1}")
    @MethodSource("heads")
    void everyHeadIsAnsweredWithJson(String head, int status) throws IOException {
        String answer = sendRaw(head);
        String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
        assertAll(answer,
                () -> assertTrue(answer.startsWith("HTTP/1.1 " + status + " ")),
                () -> assertTrue(answer.contains("Content-Type: application/json")),
                () -> assertEquals((long) status, ((Map<?, ?>) JSONValue.parse(body)).get("status")));
    }

    @Test
    void whatFollowsAMalformedHeadIsNotARequest() throws IOException {
        String answer = sendRaw("nonsense\r\n\r\nGET /jolokia/ HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertEquals(1, answer.split("HTTP/1.1 ", -1).length - 1, answer);
    }

    @Test
    void aClientThatHasSaidAllIsStillAnswered() throws IOException {
        try (RawConnection connection = SERVED.connect()) {
            connection.send("GET /jolokia/ HTTP/1.1\r\nHost: localhost\r\n\r\n");
            connection.endOutput();
            assertTrue(connection.readAnswer().startsWith("HTTP/1.1 200 "));
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInTheirOrder() throws IOException {
        String answer = sendRaw("GET /jolokia/version HTTP/1.1\r\nHost: localhost\r\n\r\n"
                + "GET /other HTTP/1.1\r\nHost: localhost\r\n\r\n"
                + "GET /jolokia/version HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        String[] answers = answer.split("HTTP/1.1 ");
        assertAll(answer,
                () -> assertEquals(4, answers.length),
                () -> assertTrue(answers[1].startsWith("200 ")),
                () -> assertTrue(answers[2].startsWith("404 ")),
                () -> assertTrue(answers[3].startsWith("200 ")));
    }

    @Test
    void aFloodOfPipelinedRequestsEndsTheConnectionAndNothingElse() throws IOException {
        try (RawConnection connection = SERVED.connect()) {
            String requests = "GET /jolokia/list HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(100);
            assertThrows(IOException.class, () -> {
                for (int i = 0; i < 1000; i++) {
                    connection.send(requests);
                }
            });
            assertEquals(200, SERVED.get("version").statusCode());
        }
    }

    /** What comes back until the server closes. */
    private static String sendRaw(String text) throws IOException {
        try (RawConnection connection = SERVED.connect()) {
            return connection.send(text).readUntilCut();
        }
    }

    private static String bulk(int requests) {
        return "[" + String.join(",", Collections.nCopies(requests, READ)) + "]";
    }

    private static String nested(int depth) {
        return "[".repeat(depth) + "]".repeat(depth);
    }

    private static String search(int bytes) {
        String prefix = "memfrag:type=";
        return "{\"type\":\"search\",\"mbean\":\"" + prefix + "x".repeat(bytes - prefix.length()) + "\"}";
    }
}
