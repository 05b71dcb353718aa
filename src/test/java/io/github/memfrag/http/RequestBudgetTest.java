package io.github.memfrag.http;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.http.login.TestUsers;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Requests a second, by client. */
class RequestBudgetTest {
    private static final String READ = "{\"type\":\"read\",\"mbean\":\"memfrag:type=Sample\",\"attribute\":\"Number\"}";

    private long nowNanos = Long.MAX_VALUE - 5; // nanoTime may overflow

    @Test
    void afterAPauseSomeSecondsWorthMayComeAtOnce() {
        RequestBudget budget = new RequestBudget(10, nowNanos);
        assertEquals(40, granted(budget, 100));
        assertEquals(0, granted(budget, 100));
    }

    @Test
    void inTheLongRunItIsSoManyASecond() {
        RequestBudget budget = new RequestBudget(10, nowNanos);
        granted(budget, 100);
        for (int second = 0; second < 20; second++) {
            nowNanos += TimeUnit.SECONDS.toNanos(1);
            assertEquals(10, granted(budget, 100));
        }
        nowNanos += TimeUnit.HOURS.toNanos(1);
        assertEquals(40, granted(budget, 100));
    }

    @Test
    void whoIsRefusedIsToldWhenToComeBack() {
        RequestBudget budget = new RequestBudget(1, nowNanos);
        granted(budget, 100);
        assertEquals(1, budget.secondsToWait(nowNanos));
        budget.charge(2.5);
        assertEquals(4, budget.secondsToWait(nowNanos));
        nowNanos += TimeUnit.SECONDS.toNanos(4);
        assertEquals(0, budget.secondsToWait(nowNanos));
    }

    @Test
    void twoThreadsWhoseClocksCrossTakeNothingFromIt() {
        RequestBudget budget = new RequestBudget(1, nowNanos);
        granted(budget, 3);
        assertEquals(0, budget.secondsToWait(nowNanos - TimeUnit.SECONDS.toNanos(10)));
    }

    @Test
    void whatIsOwedHasABound() {
        RequestBudget budget = new RequestBudget(1, nowNanos);
        budget.charge(1000);
        assertEquals(5, budget.secondsToWait(nowNanos));
    }

    @Test
    void anAddressIsAClientAndSoIsAnIpv6Network() {
        Clients clients = new Clients(10);
        assertAll(
                () -> assertSame(budget(clients, "192.0.2.1"), budget(clients, "192.0.2.1")),
                () -> assertNotSame(budget(clients, "192.0.2.1"), budget(clients, "192.0.2.2")),
                () -> assertSame(budget(clients, "2001:db8::1"), budget(clients, "2001:db8::ffff:1")),
                () -> assertNotSame(budget(clients, "2001:db8::1"), budget(clients, "2001:db8:0:1::1")));
    }

    @Test
    void thisHostMaySendTenTimesAsMuch() {
        Clients clients = new Clients(10);
        long now = System.nanoTime();
        assertTrue(granted(budget(clients, "127.0.0.1"), 1000, now) >= 400);
        assertTrue(granted(budget(clients, "192.0.2.1"), 1000, now) < 50);
    }

    @Test
    void anyNumberOfClientsIsRememberedInBoundedMemory() {
        Clients clients = new Clients(10);
        for (int i = 0; i < 100_000; i++) {
            budget(clients, "10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255));
        }
        assertEquals(4096, clients.remembered());
    }

    @Test
    void tooManyRequestsAreAnsweredWithWhenToComeBack() {
        try (Served served = new Served(Served.settings().withLimits(HttpLimits.defaults().withRequestsPerSecond(1)))) {
            List<HttpResponse<String>> answers = IntStream.range(0, 100).mapToObj(i -> served.get("version")).toList();
            HttpResponse<String> refused = answers.stream().filter(answer -> answer.statusCode() == 429).findFirst().orElseThrow();
            assertAll(
                    () -> assertTrue(answers.stream().limit(40).allMatch(answer -> answer.statusCode() == 200)),
                    () -> assertEquals(Optional.of("1"), refused.headers().firstValue("Retry-After")),
                    () -> assertEquals(Optional.of("application/json; charset=UTF-8"), refused.headers().firstValue("Content-Type")),
                    () -> assertTrue(refused.body().contains("http.limit.rate")
                            && refused.body().contains("\"status\":429"), refused.body()));
        }
    }

    @Test
    void aBulkCountsAsSeveral() {
        String bulk = "[" + String.join(",", Collections.nCopies(91, READ)) + "]"; // worth ten
        try (Served served = new Served(Served.settings().withLimits(HttpLimits.defaults().withRequestsPerSecond(1)))) {
            List<Integer> statuses = IntStream.range(0, 10).mapToObj(i -> served.post(bulk).statusCode()).toList();
            assertEquals(200, statuses.get(3));
            assertTrue(statuses.contains(429), statuses.toString());
        }
    }

    @Test
    void aLargeAnswerCountsAsSeveral() {
        try (Served served = new Served(Served.settings().withLimits(HttpLimits.defaults().withRequestsPerSecond(1)))) {
            List<Integer> statuses = IntStream.range(0, 2)
                    .mapToObj(i -> served.get("exec/memfrag:type=Sample/tellMuch/1").statusCode()).toList();
            assertEquals(List.of(200, 429), statuses); // a MiB is worth 128
        }
    }

    @Test
    void aRefusedLoginCountsToo() {
        HttpAccess access = Served.operable(TestUsers.create());
        try (Served served = new Served(Served.settings().withAccess(access).withLimits(HttpLimits.defaults().withRequestsPerSecond(1)))) {
            served.as("nobody", "guess");
            assertTrue(IntStream.range(0, 100).mapToObj(i -> served.get("version").body())
                    .anyMatch(body -> body.contains("http.limit.rate")));
        }
    }

    private int granted(RequestBudget budget, int asked) {
        return granted(budget, asked, nowNanos);
    }

    private static int granted(RequestBudget budget, int asked, long now) {
        return (int) IntStream.range(0, asked).filter(i -> budget.secondsToWait(now) == 0).count();
    }

    private static RequestBudget budget(Clients clients, String address) {
        try {
            return clients.at(new InetSocketAddress(InetAddress.getByName(address), 1)).budget();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(address, e);
        }
    }
}
