package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.kernel.KernelFiles;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which host this is: its name, its kernel, and how long it has been up, as far as the kernel tells. */
final class HostFacts {

    private final List<String> facts;

    private HostFacts(List<String> facts) {
        this.facts = facts;
    }

    static HostFacts read(KernelFiles files) {
        requireNonNull(files, "files is null");
        List<String> facts = new ArrayList<>();
        firstWord(files, "/proc/sys/kernel/hostname").ifPresent(facts::add);
        firstWord(files, "/proc/sys/kernel/osrelease").map("Linux "::concat).ifPresent(facts::add);
        firstWord(files, "/proc/uptime").flatMap(HostFacts::uptime).ifPresent(facts::add);
        return new HostFacts(facts);
    }

    /** A few words each, to be said in one line. */
    List<String> facts() {
        return facts;
    }

    /** Fragmentation grows with it. */
    private static Optional<String> uptime(String seconds) {
        try {
            Duration uptime = Duration.ofSeconds((long) Double.parseDouble(seconds));
            return Optional.of("up " + (uptime.toDays() > 0 ? Quantity.count(uptime.toDays(), "day")
                    : uptime.toHours() > 0 ? Quantity.count(uptime.toHours(), "hour")
                    : Quantity.count(Math.max(1, uptime.toMinutes()), "minute")));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> firstWord(KernelFiles files, String name) {
        try {
            String word = files.read(name).trim().split("\\s+")[0];
            return word.isEmpty() ? Optional.empty() : Optional.of(word);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
