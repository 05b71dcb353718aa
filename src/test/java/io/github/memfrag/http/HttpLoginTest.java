package io.github.memfrag.http;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.http.login.TestUsers;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in, and what each may start there. */
class HttpLoginTest {
    private static final String NUMBER = "read/memfrag:type=Sample/Number";
    private static final String CHALLENGE = "Basic realm=\"memfrag\", charset=\"UTF-8\"";

    private final TestUsers users = TestUsers.create()
            .with("reader", "read", "reads")
            .with("compactor", "operate:compact", "compacts")
            .with("dropper", "operate:pagecache", "drops")
            .with("operator", "operate", "does all");
    private Served served;

    @AfterEach
    void close() {
        served.close();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            127.0.0.1, AUTO, 200
            127.0.0.1, NONE, 401
            127.0.0.1, READ, 200
            0.0.0.0,   AUTO, 401
            0.0.0.0,   NONE, 401
            0.0.0.0,   READ, 200
            """)
    void readingNeedsNoLoginOnLoopbackOrWhereThatIsSaid(String host, Anonymous anonymous, int status) {
        serve(Served.settings().withHost(host).withAccess(access().withAnonymous(anonymous)));
        HttpResponse<String> answer = served.get(NUMBER);
        assertEquals(status, answer.statusCode());
        assertEquals(status == 401 ? Optional.of(CHALLENGE) : Optional.empty(), answer.headers().firstValue("WWW-Authenticate"));
        assertEquals(200, served.as("reader", "reads").get(NUMBER).statusCode());
        assertEquals(200, served.get(NUMBER).statusCode(), "and once more, verified");
    }

    @ParameterizedTest
    @CsvSource({"reader,Reads", "reader,''", "Reader,reads", "nobody,reads", "reader,drops"})
    void aWrongLoginIsRefusedEvenWhereNoneIsNeeded(String name, String password) {
        serve(access());
        HttpResponse<String> answer = served.as(name, password).get(NUMBER);
        assertAll(answer.body(),
                () -> assertEquals(401, answer.statusCode()),
                () -> assertTrue(answer.body().contains("the name or the password is wrong")),
                () -> assertEquals(Optional.of(CHALLENGE), answer.headers().firstValue("WWW-Authenticate")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic", "Basic x", "Bearer YWxpY2U6c2VjcmV0", "Digest x", "Negotiate YII="})
    void anotherSchemeIsRefused(String header) {
        serve(access());
        HttpResponse<String> answer = served.send(HttpRequest.newBuilder(served.uri().resolve(NUMBER)).header("Authorization", header));
        assertEquals(401, answer.statusCode(), answer.body());
    }

    @ParameterizedTest
    @CsvSource({"AUTO,200", "NONE,401"})
    void aLoginLeftBlankIsNone(Anonymous anonymous, int status) {
        serve(access().withAnonymous(anonymous));
        assertEquals(status, served.as("", "").get(NUMBER).statusCode());
        assertEquals(401, served.as("", "secret").get(NUMBER).statusCode());
    }

    @Test
    void twoLoginsAreNone() {
        serve(access());
        HttpResponse<String> answer = served.send(HttpRequest.newBuilder(served.uri().resolve(NUMBER))
                .header("Authorization", TestUsers.basic("reader", "reads"))
                .header("Authorization", TestUsers.basic("operator", "does all")));
        assertEquals(400, answer.statusCode());
    }

    @Test
    void whereThereIsNoUserTheAnswerSaysHowToMakeOne() {
        serve(HttpAccess.defaults().withAnonymous(Anonymous.NONE).withOperations(true));
        String anonymous = served.get(NUMBER).body();
        String login = served.as("reader", "reads").get(NUMBER).body();
        assertAll(
                () -> assertTrue(anonymous.contains("passwd NAME --role read --file FILE")
                        && anonymous.contains("http.users=FILE"), anonymous),
                () -> assertTrue(login.contains("passwd NAME --role read --file FILE") && login.contains("\"status\":401"), login));
    }

    @Test
    void thatNobodyMayOperateIsAWarningThatSaysHowToMakeAnOperator() {
        serve(HttpAccess.defaults().withOperations(true));
        assertEquals(List.of(served.log.get(1)), served.endpoint.warnings());
        assertTrue(served.log.get(1).startsWith("http.operations=on starts nothing yet: ") && served.log.get(1).contains("--role operate"),
                served.log.get(1));
        HttpResponse<String> answer = exec("compactMemory");
        assertEquals(403, answer.statusCode());
        assertTrue(answer.body().contains("--role operate"), answer.body());
    }

    @Test
    void anOperationWithoutLoginIsOfferedOne() {
        serve(access());
        HttpResponse<String> answer = exec("compactMemory");
        assertAll(
                () -> assertEquals(401, answer.statusCode()),
                () -> assertEquals(Optional.of(CHALLENGE), answer.headers().firstValue("WWW-Authenticate")),
                () -> assertTrue(answer.body().contains("user of the role operate"), answer.body()));
    }

    @Test
    void anOperationByGetIsRefusedWithoutAnOfferThatABrowserWouldShow() {
        serve(access());
        HttpResponse<String> answer = served.get("exec/memfrag:type=Relief/compactMemory");
        assertEquals(403, answer.statusCode());
        assertTrue(answer.body().contains("needs POST"), answer.body());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            compactMemory                                | 401 | 403 | 200 | 200 | 200
            cancel                                       | 401 | 403 | 200 | 200 | 200
            dropCaches!1                                 | 401 | 403 | 403 | 200 | 200
            dropCaches!3                                 | 401 | 403 | 403 | 403 | 200
            dropCaches!'1'                               | 401 | 403 | 403 | 200 | 200
            dropCaches(int)!3                            | 401 | 403 | 403 | 403 | 200
            relieve(int)!4                               | 401 | 403 | 403 | 403 | 200
            relieve(int,java.lang.String)!4,'compact'    | 401 | 403 | 200 | 200 | 200
            relieve(int,java.lang.String)!4,'pagecache'  | 401 | 403 | 403 | 200 | 200
            relieve(int,java.lang.String)!4,'all'        | 401 | 403 | 403 | 403 | 200
            relieve(int,java.lang.String)!4,'ALL'        | 401 | 403 | 403 | 403 | 200
            relieve(int,java.lang.String)!4,null         | 401 | 403 | 403 | 403 | 200
            report!1                                     | 200 | 200 | 200 | 200 | 200
            """)
    void eachMayStartWhatHisRoleCovers(String call, int anybody, int reader, int compactor, int dropper, int operator) {
        serve(access());
        assertAll(call,
                () -> assertEquals(anybody, exec(call).statusCode(), "anybody"),
                () -> assertEquals(reader, as("reader", "reads", call).statusCode(), "reader"),
                () -> assertEquals(compactor, as("compactor", "compacts", call).statusCode(), "compactor"),
                () -> assertEquals(dropper, as("dropper", "drops", call).statusCode(), "dropper"),
                () -> assertEquals(operator, as("operator", "does all", call).statusCode(), "operator"));
    }

    @Test
    void anOperatorMayStartOperationsOnAnyAddress() {
        serve(Served.settings().withHost("0.0.0.0").withAccess(access()));
        assertEquals(200, as("operator", "does all", "compactMemory").statusCode());
    }

    @Test
    void whereOperationsAreOffAnOperatorStartsNone() {
        serve(access().withOperations(false));
        HttpResponse<String> answer = as("operator", "does all", "compactMemory");
        assertEquals(403, answer.statusCode());
        assertTrue(answer.body().contains("http.operations=on"), answer.body());
    }

    @Test
    void theRefusalToAReaderSaysWhatHeLacks() {
        serve(access());
        String answer = as("reader", "reads", "compactMemory").body();
        assertTrue(answer.contains("the user reader has the role read") && answer.contains(" --file ")
                && answer.contains("--keep-password --role operate --max compact' gives it"), answer);
    }

    @Test
    void anOperationKnowsWhoAskedForItAndFromWhere() {
        serve(access());
        assertTrue(as("operator", "does all", "compactMemory").body().contains("\"value\":\"HTTP, user operator from 127.0.0.1\""));
        assertTrue(served.asAnybody().post("""
                {"type":"exec","mbean":"memfrag:type=Relief","operation":"report","arguments":[1]}""").body()
                .contains("\"value\":\"HTTP, from 127.0.0.1\""));
    }

    @Test
    void aRemovedUserIsOutAndANewOneIsIn() throws InterruptedException {
        serve(access());
        assertEquals(200, served.as("reader", "reads").get(NUMBER).statusCode());
        users.without("reader").with("new", "read", "newly");
        await(() -> served.as("new", "newly").get(NUMBER).statusCode() == 200);
        assertEquals(401, served.as("reader", "reads").get(NUMBER).statusCode());
    }

    @Test
    void afterAFailureTheNextTryWaitsAndIsToldHowLong() {
        serve(access());
        served.as("reader", "wrong").get(NUMBER);
        HttpResponse<String> answer = served.as("reader", "reads").get(NUMBER);
        assertAll(
                () -> assertEquals(429, answer.statusCode()),
                () -> assertEquals(Optional.of("1"), answer.headers().firstValue("Retry-After")),
                () -> assertTrue(answer.body().contains("\"status\":429"), answer.body()));
    }

    /** 400 logins from many names, each of which would cost a second; the worker threads stay free meanwhile. */
    @Test
    void aFloodOfLoginsHoldsUpNeitherWhoIsLoggedInNorAnybodyElse() throws IOException {
        TestUsers dear = TestUsers.create().with("reader", "read", "reads").with("dear", "read", "dear", 2_000_000);
        serve(HttpAccess.defaults().withUsersFile(Optional.of(dear.path())));
        assertEquals(200, served.as("reader", "reads").get(NUMBER).statusCode());
        List<RawConnection> flood = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            RawConnection connection = served.connect();
            flood.add(connection);
            for (int j = 0; j < 5; j++) {
                connection.send("GET /jolokia/version HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
                        + TestUsers.basic("user" + i + "x" + j, "guess") + "\r\n\r\n");
            }
        }
        for (int i = 0; i < 20; i++) {
            assertEquals(200, served.as("reader", "reads").get(NUMBER).statusCode());
            assertEquals(200, served.asAnybody().get(NUMBER).statusCode());
        }
        long deriving = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("memfrag-http-login")).count();
        assertEquals(1, deriving);
        for (RawConnection connection : flood) {
            connection.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Anonymous.class)
    void aReaderSeesWhatAnybodyWouldSee(Anonymous anonymous) {
        serve(access().withAnonymous(anonymous));
        served.as("reader", "reads");
        assertAll(
                () -> assertEquals(200, served.get("list").statusCode()),
                () -> assertEquals(403, served.get("read/other:type=Sample").statusCode()),
                () -> assertEquals(403, served.get("write/memfrag:type=Sample/Text/x").statusCode()),
                () -> assertEquals(403, served.as("operator", "does all").get("exec/memfrag:type=Relief/compactMemory").statusCode()));
    }

    @Test
    void noAnswerNoLogAndNoWarningHoldsAPasswordOrAHash() throws IOException {
        serve(access());
        List<String> seen = new ArrayList<>();
        for (String path : List.of(NUMBER, "version", "list", "nosuch", "read/other:type=Sample")) {
            seen.add(served.as("reader", "reads").get(path).body());
            seen.add(served.as("reader", "wrong-guess").get(path).body());
        }
        Files.writeString(users.path(), "reader read pbkdf2-sha256:100:broken:hash-of-it\n");
        seen.addAll(served.log);
        seen.addAll(served.endpoint.warnings());
        String all = String.join("\n", seen);
        assertFalse(all.contains("wrong-guess") || all.contains("hash-of-it") || all.contains("pbkdf2")
                || all.contains(TestUsers.basic("reader", "reads").substring("Basic ".length())), all);
    }

    private HttpAccess access() {
        return Served.operable(users);
    }

    private void serve(HttpAccess access) {
        serve(Served.settings().withAccess(access));
    }

    private void serve(HttpSettings settings) {
        served = new Served(settings);
        try {
            served.server.registerMBean(new ReliefMBean(), new ObjectName("memfrag:type=Relief"));
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> as(String name, String password, String call) {
        HttpResponse<String> answer = served.as(name, password).post(json(call));
        served.asAnybody();
        return answer;
    }

    private HttpResponse<String> exec(String call) {
        return served.post(json(call));
    }

    /** @param call as {@code operation!argument,argument} */
    private static String json(String call) {
        String[] parts = call.split("!");
        return "{\"type\":\"exec\",\"mbean\":\"memfrag:type=Relief\",\"operation\":\"" + parts[0] + "\",\"arguments\":["
                + (parts.length > 1 ? parts[1].replace('\'', '"') : "") + "]}";
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; !condition.getAsBoolean(); i++) {
            assertTrue(i < 300, "never came true");
            Thread.sleep(100);
        }
    }
}
