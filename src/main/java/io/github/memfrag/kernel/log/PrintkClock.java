package io.github.memfrag.kernel.log;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.kernel.KernelFiles;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns the kernel's time stamps, microseconds since boot, into wall-clock time. What was printed before we came is placed by the boot
 * time alone, as {@code dmesg -T} does: it comes out too early by the time that the host was suspended since, and off by what the
 * processor's clock drifted, minutes after years of uptime. A record that is known to be new sets the clock right.
 */
final class PrintkClock {
    private static final Pattern BOOT_TIME = Pattern.compile("(?m)^btime (\\d{1,12})$");

    private final OptionalLong bootEpochMillis;
    private OptionalLong offsetMillis;

    private PrintkClock(OptionalLong bootEpochMillis) {
        this.bootEpochMillis = requireNonNull(bootEpochMillis, "bootEpochMillis is null");
        this.offsetMillis = bootEpochMillis;
    }

    static PrintkClock of(KernelFiles files) {
        try {
            // Not /proc/uptime, which tells a container's own age where lxcfs lies over it.
            Matcher bootTime = BOOT_TIME.matcher(files.read("/proc/stat"));
            return new PrintkClock(bootTime.find() ? OptionalLong.of(TimeUnit.SECONDS.toMillis(Long.parseLong(bootTime.group(1))))
                    : OptionalLong.empty());
        } catch (IOException e) {
            return new PrintkClock(OptionalLong.empty());
        }
    }

    /** When this kernel booted, to the second; empty when it does not tell. */
    OptionalLong bootEpochMillis() {
        return bootEpochMillis;
    }

    /** Never later than now; now, too, when the kernel does not tell when it booted. */
    long epochMillis(long micros, long nowEpochMillis) {
        return offsetMillis.isPresent()
                ? Math.min(nowEpochMillis, offsetMillis.getAsLong() + TimeUnit.MICROSECONDS.toMillis(micros)) : nowEpochMillis;
    }

    /** What was stamped so was printed just now. */
    void set(long micros, long nowEpochMillis) {
        offsetMillis = OptionalLong.of(nowEpochMillis - TimeUnit.MICROSECONDS.toMillis(micros));
    }
}
