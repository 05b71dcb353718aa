package io.github.memfrag.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.relief.Relief;
import io.github.memfrag.relief.ReliefListener;
import io.github.memfrag.relief.ReliefOperation;
import io.github.memfrag.relief.ReliefReport;
import io.github.memfrag.relief.ReliefSettings;
import io.github.memfrag.testing.RecordedTrees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReliefTextTest {
    private static final Style UTF_8 = Style.of(false, true);

    @TempDir
    private Path tree;

    @Test
    void showsTheIncidentsDrop() throws Exception {
        GoldenFile.assertMatches("drop-caches-incident.txt",
                relief(ReliefOperation.dropCaches(3), "incident-1-failing", "incident-2-after-drop", UTF_8, 100));
    }

    @Test
    void showsTheIncidentsCompaction() throws Exception {
        GoldenFile.assertMatches("compact-incident.txt",
                relief(ReliefOperation.compactMemory(), "incident-2-after-drop", "incident-3-after-compaction", UTF_8, 100));
    }

    @Test
    void showsTheCountersThatProveADrop() throws Exception {
        GoldenFile.assertMatches("drop-caches-recorded.txt",
                relief(ReliefOperation.dropCaches(3), "recorded-2-fragmented", "recorded-3-after-drop", UTF_8, 100));
    }

    @Test
    void coloursWhatWasGainedAndLostAtTheOrderAndAbove() throws Exception {
        GoldenFile.assertMatches("compact-incident-colour.txt", relief(ReliefOperation.compactMemory(), "incident-2-after-drop",
                "incident-3-after-compaction", Style.of(true, true), 100));
    }

    @ParameterizedTest
    @CsvSource({"100", "80"})
    void fitsTheTerminal(int columns) throws Exception {
        List<String> lines = relief(ReliefOperation.dropCaches(3), "incident-1-failing", "incident-2-after-drop",
                Style.of(false, false), columns);
        GoldenFile.assertMatches("drop-caches-incident-ascii-" + columns + ".txt", lines);
        assertTrue(lines.stream().allMatch(line -> line.length() <= columns), () -> String.join("\n", lines));
        assertTrue(String.join("", lines).chars().allMatch(sign -> sign < 128), () -> String.join("\n", lines));
    }

    @Test
    void showsALadderWithALineForEachStep() throws Exception {
        List<String> lines = relief(ReliefOperation.relieve(4), "incident-1-failing", () -> { }, UTF_8, 100);
        GoldenFile.assertMatches("relieve-in-vain.txt", lines);
    }

    @Test
    void showsThatThereWasNothingToDo() throws Exception {
        assertEquals(List.of("Recorded tree TREE, not this host", ""),
                relief(ReliefOperation.relieve(4), "recorded-1-healthy", () -> { }, UTF_8, 100));
    }

    @Test
    void showsAPlan() throws Exception {
        RecordedTrees.copy("incident-1-failing", tree);
        GoldenFile.assertMatches("relieve-dry-run.txt", plan("all"));
    }

    @Test
    void showsWhatKeepsAPlanFromItsFurtherStepsAndFromBeginning() throws Exception {
        RecordedTrees.copy("incident-1-failing", tree);
        assertTrue(plan("compact").contains("    it stops before drop_caches 1: it was asked for no more than compact"));
        Files.createFile(Files.createDirectories(tree.resolve("etc/memfrag")).resolve("relief-off"));
        assertTrue(plan("all").stream().anyMatch(line -> line.startsWith("Refused now: reliefs are switched off")));
    }

    private List<String> plan(String max) throws Exception {
        KernelView kernel = KernelView.of(Arguments.parse(List.of("--kernel-root", tree.toString()), KernelView.OPTIONS));
        Relief relief = new Relief(kernel.tree(), kernel.snapshots(), ReliefSettings.defaults(), OptionalLong.of(4096));
        return new PlanText(relief.plan(ReliefOperation.relieve(4, max)), kernel, UTF_8).lines(100).stream()
                .map(line -> line.replace(tree.toString(), "TREE")).collect(Collectors.toList());
    }

    @Test
    void saysWhereNothingChanged() throws Exception {
        GoldenFile.assertMatches("compact-nothing.txt",
                relief(ReliefOperation.compactNode(7), "numa-8-nodes", "numa-8-nodes", UTF_8, 100));
    }

    @Test
    void showsOtherCountersOnlyWhereTheyMoved() throws Exception {
        List<String> lines = relief(ReliefOperation.dropCaches(1), "numa-8-nodes", () -> {
            Path vmStat = tree.resolve("proc/vmstat");
            Files.writeString(vmStat, Files.readString(vmStat).replaceAll("(?m)^(compact_isolated \\d+)$", "$10"));
        }, UTF_8, 100);
        String counters = lines.get(lines.indexOf("Counters of the kernel meanwhile") + 1);
        assertTrue(counters.matches(" {4}drop_pagecache 0, drop_slab 0, compact_isolated \\+[\\d,]+"), counters);
    }

    @Test
    void saysThatAZoneHasGone() throws Exception {
        GoldenFile.assertMatches("compact-zone-gone.txt",
                relief(ReliefOperation.compactMemory(), "movable-and-device", () -> {
                    Path buddyInfo = tree.resolve("proc/buddyinfo");
                    Files.writeString(buddyInfo, Files.readString(buddyInfo).replaceAll("Node 1.*\n", ""));
                }, UTF_8, 100));
    }

    /** A relief that turns the files of one recorded tree into those of another. */
    private List<String> relief(ReliefOperation operation, String before, String after, Style style, int columns) throws Exception {
        return relief(operation, before, () -> {
            for (String file : List.of("buddyinfo", "zoneinfo", "meminfo", "vmstat")) {
                Files.copy(RecordedTrees.path(after).resolve("proc").resolve(file), tree.resolve("proc").resolve(file),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }, style, columns);
    }

    /** @param work what the kernel is to do to the tree when it is told to */
    private List<String> relief(ReliefOperation operation, String before, Work work, Style style, int columns) throws Exception {
        RecordedTrees.copy(before, tree);
        KernelView kernel = KernelView.of(Arguments.parse(List.of("--kernel-root", tree.toString()), KernelView.OPTIONS));
        Relief relief = new Relief(kernel.tree(), kernel.snapshots(), ReliefSettings.defaults(), OptionalLong.of(4096));
        relief.addListener(new ReliefListener() {
            @Override
            public void stepStarted(long id, String name) {
                if (!name.equals("sync")) {
                    work.run();
                }
            }
        });
        ReliefReport report = relief.run(operation, "test");
        List<String> lines = new ReliefText(report, kernel, style).lines(columns);
        // The last paragraph is the report's own conclusion, which has its own tests.
        int conclusion = lines.lastIndexOf("") + 1;
        assertEquals(report.conclusion(), String.join(" ", lines.subList(conclusion, lines.size())).replaceAll("\u001b\\[\\d+m", ""));
        return lines.subList(0, conclusion).stream()
                .map(line -> line.replace(tree.toString(), "TREE").replaceAll("\\d+\\.\\d s\\b", "N.N s"))
                .collect(Collectors.toList());
    }

    private interface Work {
        void change() throws IOException;

        default void run() {
            try {
                change();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
