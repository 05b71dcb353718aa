package io.github.memfrag.relief;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RequesterTest {
    @Test
    void outsideOfEveryScopeItIsJmx() throws IOException {
        assertEquals("JMX", Requester.current());
        Requester.as("HTTP").close();
        assertEquals("JMX", Requester.current());
    }

    @Test
    void aScopeWithinAScopeHoldsUntilItIsClosed() throws IOException {
        try (Closeable outer = Requester.as("HTTP")) {
            try (Closeable inner = Requester.as("autopilot")) {
                assertEquals("autopilot", Requester.current());
            }
            assertEquals("HTTP", Requester.current());
        }
    }

    @Test
    void aScopeIsItsThreadsOwn() throws IOException {
        try (Closeable scope = Requester.as("HTTP")) {
            assertEquals("JMX", CompletableFuture.supplyAsync(Requester::current).join());
        }
    }
}
