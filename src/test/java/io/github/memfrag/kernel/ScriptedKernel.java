package io.github.memfrag.kernel;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * A kernel that says what the test tells it to, at the time that the test says it is. What was not told is as in the recorded tree
 * under it, or without one not there.
 */
public final class ScriptedKernel implements KernelFiles {
    private final Map<String, String> files = new TreeMap<>();
    private KernelFiles recorded = name -> {
        throw new FileNotFoundException(name);
    };
    private final Map<String, Long> counters = new TreeMap<>();
    private Instant wallClock = Instant.parse("2026-08-04T22:58:15Z");
    private long nanoTime = -5_000_000_000L;

    /** Free blocks of zones, in lines such as {@code Node 0, zone Normal 5 3 1}. */
    public ScriptedKernel blocks(String... zones) {
        return file(BuddyInfo.FILE, String.join("\n", zones) + "\n");
    }

    /** The free blocks of this tree, and nothing else of it. */
    public ScriptedKernel blocksOf(KernelTree tree) {
        try {
            return file(BuddyInfo.FILE, tree.read(BuddyInfo.FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on this tree is under it. */
    public ScriptedKernel recorded(KernelTree tree) {
        recorded = tree;
        return this;
    }

    public ScriptedKernel file(String name, String text) {
        files.put(name, text);
        return this;
    }

    /** Watermarks of the zone Normal of node 0. */
    public ScriptedKernel watermarks(long free, long min, long low, long high) {
        return file(ZoneInfo.FILE, """
                Node 0, zone   Normal
                  pages free     %d
                        min      %d
                        low      %d
                        high     %d
                        present  1000000
                        managed  1000000
                """.formatted(free, min, low, high));
    }

    public ScriptedKernel memory(long totalKb, long availableKb) {
        return file(MemInfo.FILE, "MemTotal: %d kB\nMemAvailable: %d kB\n".formatted(totalKb, availableKb));
    }

    /** A counter of /proc/vmstat. */
    public ScriptedKernel counter(String name, long value) {
        counters.put(name, value);
        StringBuilder text = new StringBuilder();
        counters.forEach((counter, count) -> text.append(counter).append(' ').append(count).append('\n'));
        return file(VmStat.FILE, text.toString());
    }

    public ScriptedKernel counterRises(String name, long by) {
        return counter(name, counters.getOrDefault(name, 0L) + by);
    }

    public ScriptedKernel later(Duration time) {
        nanoTime += time.toNanos();
        wallClock = wallClock.plus(time);
        return this;
    }

    /** Somebody sets the clock of the host; no time passes. */
    public ScriptedKernel setClock(Duration by) {
        wallClock = wallClock.plus(by);
        return this;
    }

    public Instant wallClock() {
        return wallClock;
    }

    public long nanoTime() {
        return nanoTime;
    }

    public KernelReading reading() {
        try {
            KernelReading now = new KernelReader(this).read();
            return new KernelReading(wallClock.toEpochMilli(), nanoTime, now.buddyInfo(), now.zoneInfo().orElse(null),
                    now.vmStat().orElse(null), now.memInfo().orElse(null), now.pressure().orElse(null), now.tunables(),
                    now.problems());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String read(String name) throws IOException {
        return files.containsKey(name) ? files.get(name) : recorded.read(name);
    }
}
