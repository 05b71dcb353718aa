package io.github.memfrag.relief;

import io.github.memfrag.fragmentation.WatchedZones;
import io.github.memfrag.kernel.KernelReader;
import io.github.memfrag.kernel.VmControls;
import io.github.memfrag.sampling.Snapshot;
import io.github.memfrag.sampling.Snapshots;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** A host of one or more nodes with a zone Normal each, told by the numbers that a test is about. What is not told is absent. */
public class TestHost {
    private final Map<Integer, long[]> blocksByNode = new LinkedHashMap<>();
    private final Map<String, Long> vmStat = new LinkedHashMap<>();
    private final Map<String, Long> memInfoBytes = new LinkedHashMap<>();
    private long managedPages;

    /** @param freeBlocks of node 0, index = order */
    public static TestHost withFreeBlocks(long... freeBlocks) {
        return new TestHost().node(0, freeBlocks);
    }

    public TestHost node(int node, long... freeBlocks) {
        blocksByNode.put(node, freeBlocks);
        return this;
    }

    TestHost vmStat(String counter, long value) {
        vmStat.put(counter, value);
        return this;
    }

    TestHost memInfo(String figure, long bytes) {
        memInfoBytes.put(figure, bytes);
        return this;
    }

    /** What each zone manages, for zoneinfo. */
    TestHost managedPages(long pages) {
        managedPages = pages;
        return this;
    }

    Snapshot snapshot() {
        try {
            return new Snapshots(new KernelReader(this::read), WatchedZones.automatic()).take();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As its kernel would answer. */
    String read(String name) throws IOException {
        Map<String, String> files = files();
        if (!files.containsKey(name)) {
            throw new FileNotFoundException(name);
        }
        return files.get(name);
    }

    /** Writes it as a recorded tree, with all controls, empty. */
    public void record(Path directory) throws IOException {
        for (Map.Entry<String, String> file : files().entrySet()) {
            write(directory, file.getKey(), file.getValue());
        }
        write(directory, VmControls.DROP_CACHES, "");
        write(directory, VmControls.COMPACT_MEMORY, "");
        for (int node : blocksByNode.keySet()) {
            write(directory, VmControls.compactNode(node), "");
        }
    }

    private static void write(Path directory, String name, String text) throws IOException {
        Path file = directory.resolve(name.substring(1));
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("/proc/buddyinfo", lines(blocksByNode, (node, blocks) -> "Node " + node + ", zone   Normal "
                + Arrays.stream(blocks).mapToObj(Long::toString).collect(Collectors.joining(" "))));
        if (!vmStat.isEmpty()) {
            files.put("/proc/vmstat", lines(vmStat, (name, value) -> name + " " + value));
        }
        if (!memInfoBytes.isEmpty()) {
            files.put("/proc/meminfo", lines(memInfoBytes, (name, bytes) -> name + ": " + bytes / 1024 + " kB"));
        }
        if (managedPages > 0) {
            files.put("/proc/zoneinfo", lines(blocksByNode, (node, blocks) -> "Node " + node + ", zone   Normal\n"
                    + "  pages free     1\n        min      1\n        low      1\n        high     1\n        present  "
                    + managedPages + "\n        managed  " + managedPages));
        }
        return files;
    }

    private static <K, V> String lines(Map<K, V> rows, BiFunction<K, V, String> line) {
        return rows.entrySet().stream().map(row -> line.apply(row.getKey(), row.getValue()) + "\n")
                .collect(Collectors.joining());
    }
}
