package io.github.memfrag.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.stream.Stream;
import javax.management.AttributeNotFoundException;
import javax.management.InstanceNotFoundException;
import javax.management.MBeanException;
import javax.management.ReflectionException;
import javax.management.RuntimeErrorException;
import javax.management.RuntimeMBeanException;
import javax.management.RuntimeOperationsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureTest {
    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new SecurityException("closed"), 403, "closed"),
                Arguments.of(new IllegalArgumentException("no such type"), 400, "no such type"),
                Arguments.of(new InstanceNotFoundException("memfrag:type=X"), 404,
                        "no such MBean: memfrag:type=X; search/*:* shows those there are"),
                Arguments.of(new AttributeNotFoundException("no X"), 404, "no such attribute: no X; list shows those there are"),
                Arguments.of(new ReflectionException(new NoSuchMethodException("x"), "no x"), 404, "no x"),
                Arguments.of(new IOException("cannot read buddyinfo"), 500, "cannot read buddyinfo"),
                Arguments.of(new MBeanException(new SecurityException("needs root"), "wrapped"), 403, "needs root"),
                Arguments.of(new MBeanException(null, "lonely"), 500, "lonely"),
                Arguments.of(new RuntimeMBeanException(new IllegalStateException("busy")), 409, "busy"),
                Arguments.of(new RuntimeMBeanException(new UnsupportedOperationException("not here")), 501, "not here"),
                Arguments.of(new RuntimeOperationsException(new IllegalArgumentException("order is > 30")), 400, "order is > 30"),
                Arguments.of(new RuntimeErrorException(new OutOfMemoryError("heap")), 500, "internal error: OutOfMemoryError"),
                Arguments.of(new ClassCastException("X is in loader @1234"), 500, "internal error: ClassCastException"),
                Arguments.of(new NullPointerException("because \"x\" is null"), 500, "internal error: NullPointerException"),
                Arguments.of(new StackOverflowError(), 500, "internal error: StackOverflowError"),
                Arguments.of(new IllegalStateException(), 500, "internal error: IllegalStateException"),
                Arguments.of(new IllegalStateException("one\n\tat two\u0000"), 500, "one at two "));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailureIsAStatusAndOneLine(Throwable thrown, int status, String message) {
        Failure failure = Failure.of(thrown);
        assertEquals(status, failure.status());
        assertEquals(message, failure.message());
    }

    @Test
    void aLineIsNotEndless() {
        String message = Failure.of(new IllegalStateException("x".repeat(1_000_000))).message();
        assertTrue(message.length() < 3000, () -> String.valueOf(message.length()));
    }
}
