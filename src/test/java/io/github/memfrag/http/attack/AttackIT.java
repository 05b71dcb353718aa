package io.github.memfrag.http.attack;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.http.attack.Attack.Effect;
import io.github.memfrag.http.login.TestUsers;
import io.github.memfrag.testing.AgentAnswers;
import io.github.memfrag.testing.AgentJar;
import io.github.memfrag.testing.JavaHome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jolokia.jvmagent.JvmAgent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No attack gets into a service that has what others were robbed through on its class path: not as the agent comes, and not where
 * all is open that an operator can open, and the attacker has the password of an operator. The same attacks do succeed where
 * Jolokia's own agent stands in place of ours.
 */
class AttackIT {
    private static final Pattern ANSWER = Pattern.compile("HTTP/1.1 (\\d{3}) [^\r]*\r\n(.*?)\r\n\r\n(.*)", Pattern.DOTALL);
    /** The last Java with the MBean that loads classes from the network. */
    private static final int LAST_WITH_MLET = 22;
    private static final Map<List<Object>, Victim> VICTIMS = new HashMap<>();

    /** How the victims are guarded. */
    enum Guard {
        DEFAULTS, ALL_OPEN, JOLOKIAS_OWN
    }

    @AfterAll
    static void close() throws IOException {
        for (Victim victim : VICTIMS.values()) {
            victim.close();
        }
        VICTIMS.clear();
    }

    static Stream<Arguments> attacks() {
        Stream<Arguments> newest = all().map(attack -> Arguments.of(newest(), Guard.ALL_OPEN, attack));
        return Stream.concat(newest, all().map(attack -> Arguments.of(JavaHome.current(), Guard.DEFAULTS, attack)));
    }

    private static JavaHome newest() {
        return JavaHome.all().stream().max(Comparator.comparing(JavaHome::feature)).orElseThrow();
    }

    static Stream<Attack> effectiveAttacks() {
        boolean mlet = JavaHome.current().feature() <= LAST_WITH_MLET;
        return all().filter(attack -> attack.effect() != Effect.NOTHING).filter(attack -> mlet || !MBeanAttacks.mlet().contains(attack));
    }

    private static Stream<Attack> all() {
        return Stream.of(MBeanAttacks.mlet(), MBeanAttacks.all(), RequestAttacks.all()).flatMap(List::stream);
    }

    @ParameterizedTest(name = "{0}, {1}: {2}")
    @MethodSource("attacks")
    void noAttackGetsIn(JavaHome home, Guard guard, Attack attack) throws IOException {
        Victim victim = victim(home, guard);
        List<String> answers = victim.suffer(attack);
        assertAll(attack + ": " + String.join("\n", answers),
                () -> assertEquals(Set.of(), victim.changes()),
                () -> answers.stream().filter(answer -> !answer.isEmpty()).forEach(AttackIT::assertHarmless),
                () -> assertEquals(attack.status(), lastStatus(answers)),
                () -> assertFalse(victim.errorOutput().contains("\tat "), victim::errorOutput));
    }

    @ParameterizedTest
    @MethodSource("effectiveAttacks")
    void theSameAttackGetsInThroughJolokiasOwnAgent(Attack attack) throws IOException {
        Victim victim = victim(JavaHome.current(), Guard.JOLOKIAS_OWN);
        List<String> answers = victim.suffer(attack);
        if (attack.effect() == Effect.CHANGES) {
            assertFalse(victim.changes().isEmpty(), answers::toString);
        } else {
            assertTrue(String.join("", answers).contains(AttackedHost.SECRET), answers::toString);
        }
    }

    private static void assertHarmless(String answer) {
        Matcher parts = ANSWER.matcher(answer);
        assertTrue(parts.matches(), "not one answer");
        String headers = parts.group(2);
        String body = parts.group(3);
        assertAll(
                () -> assertTrue(body.matches("(?s)|[{\\[].*"), "no JSON"),
                () -> assertTrue(body.isEmpty() || headers.contains("Content-Type: application/json"), "not told to be JSON"),
                () -> assertFalse(headers.contains("Access-Control-"), "opened to other origins"),
                () -> assertFalse(body.contains("HTTP/1."), "two answers to one request"),
                () -> assertFalse(body.contains("stacktrace") || body.contains("\\tat "), "a stack trace"),
                () -> assertFalse(answer.contains(AttackedHost.SECRET), "the secret"));
    }

    private static int lastStatus(List<String> answers) {
        String last = answers.get(answers.size() - 1);
        return last.isEmpty() ? 0 : Integer.parseInt(last.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
    }

    private static Victim victim(JavaHome home, Guard guard) {
        return VICTIMS.computeIfAbsent(List.of(home, guard), key -> switch (guard) {
            case DEFAULTS -> Victim.start(home, directory -> agent(directory, ""), "", AgentAnswers::url);
            case ALL_OPEN -> {
                TestUsers users = TestUsers.create().with("operator", "operate", "password");
                yield Victim.start(home, directory -> agent(directory, ",http.operations=on,http.users=" + users.path()
                                + ",http.allow=java.lang:type=Memory+memfrag.other:*,http.limit.rate=100000"),
                        "Authorization: " + TestUsers.basic("operator", "password") + "\r\n", AgentAnswers::url);
            }
            case JOLOKIAS_OWN -> Victim.start(home, directory -> "-javaagent:" + jolokia() + "=port=0", "",
                    jvm -> jvm.awaitOut("Agent started with URL (http\\S+)"));
        });
    }

    private static String agent(Path directory, String options) {
        return AgentJar.option("start.delay=0,port=0,kernel.root=" + directory.resolve("kernel") + options);
    }

    private static String jolokia() {
        return JvmAgent.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    }
}
