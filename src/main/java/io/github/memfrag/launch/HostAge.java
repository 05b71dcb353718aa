package io.github.memfrag.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;

/**
 * How long this JVM has run: an agent attached to an old JVM need not wait for it to settle. From /proc and not from
 * RuntimeMXBean, which would load all of JMX in a host that has only just started.
 */
final class HostAge {
    /** Field 22 of /proc/PID/stat counts in USER_HZ, 100 on every architecture that runs Java (proc(5)). */
    private static final long MILLIS_PER_TICK = 10;
    /** What follows the command begins with field 3. */
    private static final int START_TIME = 22 - 3;

    private final long ageAtStartMillis;
    private final long startNanos = System.nanoTime();

    private HostAge(long ageAtStartMillis) {
        this.ageAtStartMillis = ageAtStartMillis;
    }

    /** Starts counting; where /proc tells nothing, from zero. */
    static HostAge now() {
        try {
            return new HostAge(millis(text(Paths.get("/proc/uptime")), text(Paths.get("/proc/self/stat"))));
        } catch (IOException | RuntimeException e) {
            return new HostAge(0);
        }
    }

    long millis() {
        return ageAtStartMillis + (System.nanoTime() - startNanos) / 1_000_000;
    }

    /**
     * @param uptime /proc/uptime: seconds since boot with a fraction, then something else
     * @param stat /proc/PID/stat: the command in parentheses may itself hold spaces and parentheses
     */
    static long millis(String uptime, String stat) {
        String[] afterCommand = stat.substring(stat.lastIndexOf(')') + 1).trim().split(" ");
        long startMillis = Long.parseLong(afterCommand[START_TIME]) * MILLIS_PER_TICK;
        return Math.max(0, Math.round(Double.parseDouble(uptime.split(" ")[0]) * 1000) - startMillis);
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.US_ASCII);
    }
}
