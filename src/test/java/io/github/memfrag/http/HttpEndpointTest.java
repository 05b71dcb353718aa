package io.github.memfrag.http;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.testing.SkippedTests;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpEndpointTest {
    @Test
    void itSaysWhereItServes() {
        try (Served served = Served.readOnly()) {
            assertEquals(List.of("serving " + served.uri()), served.log);
            assertTrue(served.uri().toString().matches("http://127\\.0\\.0\\.1:[1-9][0-9]*/jolokia/"), served.uri().toString());
            assertEquals(List.of(), served.endpoint.warnings());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "0.0.0.0", "127.0.0.2"})
    void itServesOnAnyAddressOfTheHost(String host) {
        try (Served served = new Served(Served.settings().withHost(host).withAccess(HttpAccess.defaults().withAnonymous(Anonymous.READ)))) {
            assertEquals(200, served.get("version").statusCode());
        }
    }

    @Test
    void itServesOnIpv6() throws IOException {
        SkippedTests.machineCannotUnless(NetworkInterface.getByInetAddress(InetAddress.getByName("::1")) != null, "no IPv6 loopback");
        try (Served served = new Served(Served.settings().withHost("::1"))) {
            assertTrue(served.uri().toString().startsWith("http://[0:0:0:0:0:0:0:1]:"), served.uri().toString());
            assertEquals(200, served.get("version").statusCode());
        }
    }

    @Test
    void aTakenPortIsToldOnceAndTakenOverWhenItIsFree() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                Served served = new Served(HttpSettings.defaults().withPort(other.getLocalPort()).withRetryMillis(20))) {
            Thread.sleep(200); // several tries
            assertAll(
                    () -> assertEquals(1, served.log.size(), served.log.toString()),
                    () -> assertTrue(served.log.get(0).startsWith("cannot serve HTTP on 127.0.0.1:" + other.getLocalPort()
                            + " (Address already in use); the MBeans stay"), served.log.get(0)),
                    () -> assertEquals(served.log, served.endpoint.warnings()),
                    () -> assertEquals(Optional.empty(), served.endpoint.url()));
            other.close();
            awaitThat(() -> served.endpoint.url().isPresent());
            assertEquals(200, served.get("version").statusCode());
            assertEquals(2, served.log.size(), served.log.toString());
            assertEquals(List.of(), served.endpoint.warnings());
        }
    }

    @Test
    void ofTwoAgentsOneServesAndTheOtherFollows() throws Exception {
        Served first = Served.readOnly();
        try (Served second = new Served(HttpSettings.defaults().withPort(first.port()).withRetryMillis(20))) {
            assertEquals(Optional.empty(), second.endpoint.url());
            first.get("version"); // leaves a connection behind
            first.close();
            awaitThat(() -> second.endpoint.url().isPresent());
            assertEquals(200, second.get("version").statusCode());
        } finally {
            first.close();
        }
    }

    @Test
    void theLineSaysWhenItIsTriedAgain() {
        try (Served first = Served.readOnly(); Served second = new Served(HttpSettings.defaults().withPort(first.port()))) {
            assertTrue(second.log.get(0).endsWith("tried again every 30 s"), second.log.get(0));
        }
    }

    @Test
    void anUnknownHostIsOneLine() throws Exception {
        try (Served served = new Served(Served.settings().withHost("no-such-host.invalid").withRetryMillis(20))) {
            Thread.sleep(100);
            assertEquals(1, served.log.size(), served.log.toString());
            assertTrue(served.log.get(0).contains("no-such-host.invalid:0 (unknown host)"), served.log.get(0));
        }
    }

    @Test
    void anAddressOfAnotherHostIsOneLine() {
        try (Served served = new Served(Served.settings().withHost("192.0.2.1"))) {
            assertEquals(1, served.log.size(), served.log.toString());
            assertTrue(served.log.get(0).contains("192.0.2.1:0 (Cannot assign requested address"), served.log.get(0));
        }
    }

    /** As an accept without free file descriptors does. */
    @Test
    void whenItsThreadsDieItServesAgain() throws Exception {
        try (Served served = new Served(Served.settings().withRetryMillis(20))) {
            threads().stream().filter(thread -> thread.getName().startsWith("memfrag-http-accept")).forEach(Thread::interrupt);
            awaitThat(() -> served.log.size() == 3);
            assertTrue(served.log.get(1).contains("(its threads have ended)"), served.log.get(1));
            assertEquals("serving " + served.uri(), served.log.get(2));
            assertEquals(200, served.get("version").statusCode());
            assertEquals(4, threads().size(), threads().toString()); // accept, io, timer, worker
        }
    }

    @Test
    void whereOthersReachThePortAndNobodyCouldLogInItSaysWhatToDo() {
        try (Served served = new Served(Served.settings().withHost("0.0.0.0"))) {
            assertAll(
                    () -> assertEquals(2, served.log.size(), served.log.toString()),
                    () -> assertTrue(served.log.get(1).startsWith("nobody can read over HTTP yet: "), served.log.get(1)),
                    () -> assertEquals(List.of(served.log.get(1)), served.endpoint.warnings()),
                    () -> assertEquals(401, served.get("version").statusCode()));
        }
    }

    @Test
    void plainTextWhereOthersReachThePortIsAWarning() {
        try (Served served = new Served(Served.settings().withHost("0.0.0.0")
                .withAccess(HttpAccess.defaults().withAnonymous(Anonymous.READ)))) {
            assertEquals(2, served.log.size(), served.log.toString());
            assertTrue(served.log.get(1).startsWith("HTTP on 0.0.0.0 is without TLS"), served.log.get(1));
            assertEquals(List.of(served.log.get(1)), served.endpoint.warnings());
        }
    }

    @Test
    void itsThreadsAreDaemonsOfOurNameAndLoader() {
        try (Served served = Served.readOnly()) {
            served.get("read/memfrag:type=Sample/Number");
            List<Thread> threads = threads();
            assertEquals(4, threads.size(), threads.toString()); // accept, io, timer, worker
            for (Thread thread : threads) {
                assertTrue(thread.isDaemon(), thread.getName());
                assertSame(HttpEndpoint.class.getClassLoader(), thread.getContextClassLoader(), thread.getName());
            }
        }
    }

    @Test
    void closedItLeavesNoThread() throws Exception {
        Served served = Served.readOnly();
        served.get("version");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            new Served(HttpSettings.defaults().withPort(taken.getLocalPort()).withRetryMillis(1)).close();
        }
        served.close();
        assertEquals(List.of(), threads());
        assertEquals(Optional.empty(), served.endpoint.url());
    }

    @Test
    void closedItInterruptsWhatItWorksOn() throws Exception {
        Served served = Served.readOnly();
        served.sample.hold(new CountDownLatch(1));
        CompletableFuture<?> answer = CompletableFuture.runAsync(() -> served.get("read/memfrag:type=Sample/Text"));
        awaitThat(() -> served.scopes.size() == 1);
        served.close();
        assertEquals(2, served.scopes.size(), "the scope is closed");
        assertEquals(List.of(), threads());
        assertTrue(answer.handle((done, thrown) -> thrown != null).get());
    }

    @Test
    void closingTwiceIsHarmless() {
        Served served = Served.readOnly();
        served.close();
        served.close();
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().startsWith("memfrag-http-")).toList();
    }

    private static void awaitThat(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; !condition.getAsBoolean(); i++) {
            assertFalse(i > 4000, "never came true");
            Thread.sleep(5);
        }
    }
}
