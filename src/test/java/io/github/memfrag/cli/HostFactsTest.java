package io.github.memfrag.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.FileNotFoundException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostFactsTest {
    @Test
    void namesHostKernelAndUptime() {
        assertEquals(List.of("server1", "Linux 2.6.32-358.23.2.el5.x86_64", "up 801 days"), facts(Map.of(
                "/proc/sys/kernel/hostname", "server1\n",
                "/proc/sys/kernel/osrelease", "2.6.32-358.23.2.el5.x86_64\n",
                "/proc/uptime", "69229257.68 1203412.55\n")));
    }

    @ParameterizedTest
    @CsvSource({
        "172800.00 1, up 2 days", "172799.00 1, up 1 day", "86399.00 1, up 23 hours", "3600.00 1, up 1 hour",
        "3599.00 1, up 59 minutes", "5.00 1, up 1 minute"})
    void saysHowLongItHasBeenUp(String uptime, String text) {
        assertEquals(List.of(text), facts(Map.of("/proc/uptime", uptime)));
    }

    @Test
    void leavesOutWhatTheKernelDoesNotTell() {
        assertEquals(List.of(), facts(Map.of("/proc/uptime", "soon\n", "/proc/sys/kernel/hostname", "\n")));
    }

    private static List<String> facts(Map<String, String> files) {
        return HostFacts.read(name -> {
            if (!files.containsKey(name)) {
                throw new FileNotFoundException(name);
            }
            return files.get(name);
        }).facts();
    }
}
