package io.github.memfrag.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class HostAgeTest {
    private static final String AFTER_COMMAND =
            " S 1 4242 4242 0 -1 4194560 6391 0 0 0 52 7 0 0 20 0 24 0 105186 3563732992 11059 18446744073709551615";

    @Test
    void ageIsUptimeLessTheStartTimeInHundredthsOfASecond() {
        assertEquals(150, HostAge.millis("1052.01 1842.60\n", "4242 (java)" + AFTER_COMMAND));
    }

    @Test
    void aCommandWithSpacesAndParenthesesDoesNotShiftTheFields() {
        assertEquals(150, HostAge.millis("1052.01 1842.60\n", "4242 (my (odd) ja va)" + AFTER_COMMAND));
    }

    @Test
    void anUptimeThatAContainerCountsFromItsOwnBootGivesZero() {
        assertEquals(0, HostAge.millis("3.50 1.00\n", "4242 (java)" + AFTER_COMMAND));
    }

    @Test
    void thisJvmIsAboutAsOldAsItsRuntimeMxBeanSays() {
        long uptimeMillis = ManagementFactory.getRuntimeMXBean().getUptime();
        long ageMillis = HostAge.now().millis();
        // The process begins before the JVM counts, by a few ms; /proc rounds to 10 ms.
        assertTrue(ageMillis > uptimeMillis - 50 && ageMillis < uptimeMillis + 20_000, ageMillis + " ms, JMX says " + uptimeMillis);
    }
}
