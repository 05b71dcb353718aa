package io.github.memfrag.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.testing.RecordedTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostReportTest {
    private static final Style UTF_8 = Style.of(false, true);

    @ParameterizedTest
    @CsvSource({
        "incident-1-failing", "incident-2-after-drop", "incident-3-after-compaction", "recorded-1-healthy", "arm64-64k-pages",
        "numa-8-nodes", "x86-32-highmem", "movable-and-device"})
    void showsTheHost(String tree) throws Exception {
        GoldenFile.assertMatches("report-" + tree + ".txt", report(tree, "4", UTF_8, 100));
    }

    @ParameterizedTest
    @CsvSource({"80", "60"})
    void fitsANarrowTerminal(int columns) throws Exception {
        List<String> lines = report("arm64-64k-pages", "4", UTF_8, columns);
        GoldenFile.assertMatches("report-arm64-64k-pages-" + columns + ".txt", lines);
        List<String> tooLong = lines.stream().filter(line -> line.length() > columns).collect(Collectors.toList());
        // Headlines and headings are sentences, which may be wrapped by the terminal at 60.
        assertTrue(columns < 80 || tooLong.isEmpty(), tooLong::toString);
    }

    @ParameterizedTest
    @CsvSource({"0", "3", "9", "10", "4+9"})
    void speaksOfTheOrderAskedFor(String order) throws Exception {
        GoldenFile.assertMatches("report-incident-2-after-drop-order-" + order + ".txt",
                report("incident-2-after-drop", order, UTF_8, 100));
    }

    @ParameterizedTest
    @CsvSource({"false, ascii", "true, ascii-colour"})
    void drawsInAscii(boolean colour, String name) throws Exception {
        List<String> lines = report("incident-3-after-compaction", "4", Style.of(colour, false), 100);
        GoldenFile.assertMatches("report-incident-3-after-compaction-" + name + ".txt", lines);
        assertTrue(String.join("", lines).chars().allMatch(sign -> sign < 128));
    }

    @ParameterizedTest
    @CsvSource({"incident-1-failing"})
    void coloursWithoutMovingAnything(String tree) throws Exception {
        List<String> coloured = report(tree, "4", Style.of(true, true), 100);
        GoldenFile.assertMatches("report-" + tree + "-colour.txt", coloured);
        GoldenFile.assertMatches("report-" + tree + ".txt",
                coloured.stream().map(line -> line.replaceAll("\u001b\\[\\d+m", "")).collect(Collectors.toList()));
    }

    @Test
    void saysWhichFilesItCouldNotRead(@TempDir Path tree) throws Exception {
        RecordedTrees.copy("incident-1-failing", tree);
        Files.writeString(tree.resolve("proc/zoneinfo"), "Node 0, zone\n");
        List<String> lines = report(tree, "4", UTF_8, 100);
        assertTrue(lines.get(lines.size() - 1).startsWith("Not read: /proc/zoneinfo"), () -> String.join("\n", lines));
        assertTrue(lines.stream().anyMatch(line -> line.matches("\\* Node 0 Normal +1\\.0 GiB +- +4 MiB( +-){3}")),
                () -> String.join("\n", lines));
    }

    private static List<String> report(String tree, String order, Style style, int columns) throws UsageException, IOException {
        return report(RecordedTrees.path(tree), order, style, columns);
    }

    private static List<String> report(Path tree, String order, Style style, int columns) throws UsageException, IOException {
        String root = tree.toString();
        KernelView kernel = KernelView.of(Arguments.parse(
                List.of("--kernel-root", root, "--order", order), KernelView.OPTIONS));
        return new HostReport(kernel.take(), kernel, style).lines(columns).stream()
                .map(line -> line.replace(root, "TREE")).collect(Collectors.toList());
    }
}
