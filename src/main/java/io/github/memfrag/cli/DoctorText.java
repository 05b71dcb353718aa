package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.relief.helper.Account;
import io.github.memfrag.relief.helper.Diagnosis;
import io.github.memfrag.relief.helper.Gap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Which way works for whom, what the others lack, and what would mend that: for a person, and for a script. */
final class DoctorText {
    private static final String INDENT = "           ";

    private final Account account;
    private final List<Diagnosis> ways;
    private final List<Finding> host;

    DoctorText(Account account, List<Diagnosis> ways, List<Finding> host) {
        this.account = requireNonNull(account, "account is null");
        this.ways = requireNonNull(ways, "ways is null");
        this.host = requireNonNull(host, "host is null");
    }

    /** The way by which memory is compacted; empty when it cannot be. */
    Optional<String> compaction() {
        return open(ways.stream().filter(way -> way.toCompact().isEmpty()).findFirst());
    }

    /** The way by which caches are dropped; empty when they cannot be. */
    Optional<String> drop() {
        return open(ways.stream().filter(way -> way.toDrop().isEmpty()).findFirst());
    }

    private Optional<String> open(Optional<Diagnosis> way) {
        return host.stream().anyMatch(finding -> finding.gap().isPresent()) ? Optional.empty() : way.map(Diagnosis::way);
    }

    /** @param columns how many characters a line of text may have; a line to copy stays one */
    List<String> lines(Style style, int columns) {
        List<String> lines = new ArrayList<>();
        lines.add(style.bold("Relief for " + account.user()) + style.separator() + "uid " + account.uid());
        lines.add("");
        lines.add("compacting memory  " + outcome(compaction(), style));
        lines.add("dropping caches    " + outcome(drop(), style));
        lines.add("");
        lines.add(style.bold("Ways"));
        boolean whole = false;
        for (Diagnosis way : ways) {
            boolean compacts = way.toCompact().isEmpty();
            boolean drops = way.toDrop().isEmpty();
            if (whole && !(compacts && drops)) {
                lines.add(label(way.way()) + "not needed");
                continue;
            }
            whole |= compacts && drops;
            lines.add(label(way.way()) + (compacts && drops ? style.green("open") : compacts ? style.green("open for compaction only")
                    : drops ? style.green("open for drops only") : isUnknown(way) ? "unknown" : style.red("closed")));
            gaps(way).forEach((missing, remedies) -> add(missing, remedies, lines, columns));
        }
        lines.add("");
        lines.add(style.bold("Host"));
        for (Finding finding : host) {
            List<String> text = Paragraph.wrap(finding.text(), columns - 17);
            String label = String.format("%-17s", finding.subject());
            for (String line : text) {
                lines.add(label + (finding.gap().isPresent() ? style.red(line) : line));
                label = Cell.repeat(' ', label.length());
            }
            finding.gap().ifPresent(gap -> gap.remedies().forEach(remedy -> lines.add("  " + asCalledHere(remedy))));
        }
        return lines;
    }

    /** Nothing is known to be missing. */
    private static boolean isUnknown(Diagnosis way) {
        return Stream.concat(way.toCompact().stream(), way.toDrop().stream()).allMatch(Gap::isUnknown);
    }

    private static String outcome(Optional<String> way, Style style) {
        return way.map(name -> style.green("works") + ", the way is " + name).orElse(style.red("does not work"));
    }

    private static String label(String way) {
        return String.format("%-" + INDENT.length() + "s", way);
    }

    /** What is missing, each once, with what mends it. */
    private static Map<String, List<String>> gaps(Diagnosis way) {
        Map<String, List<String>> gaps = new LinkedHashMap<>();
        way.toCompact().forEach(gap -> gaps.put(gap.missing(), gap.remedies()));
        way.toDrop().forEach(gap -> gaps.putIfAbsent(gap.missing(), gap.remedies()));
        return gaps;
    }

    private static void add(String missing, List<String> remedies, List<String> lines, int columns) {
        Paragraph.wrap(missing, columns - INDENT.length()).forEach(line -> lines.add(INDENT + line));
        remedies.forEach(remedy -> lines.add("  " + asCalledHere(remedy)));
    }

    /** One line of JSON. */
    String json() {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("user", account.user());
        root.put("uid", account.uid());
        root.put("compaction", compaction().orElse(null));
        root.put("drop", drop().orElse(null));
        List<Object> all = new ArrayList<>();
        for (Diagnosis way : ways) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("way", way.way());
            row.put("compaction", way.toCompact().isEmpty());
            row.put("drop", way.toDrop().isEmpty());
            List<Object> gaps = new ArrayList<>();
            gaps(way).forEach((missing, remedies) -> gaps.add(gap(missing, remedies)));
            row.put("gaps", gaps);
            all.add(row);
        }
        root.put("ways", all);
        List<Object> findings = new ArrayList<>();
        for (Finding finding : host) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("subject", finding.subject());
            row.put("ok", !finding.gap().isPresent());
            row.put("text", finding.text());
            row.put("remedies", remedies(finding.gap().map(Gap::remedies).orElseGet(ArrayList::new)));
            findings.add(row);
        }
        root.put("host", findings);
        return OpenDataJson.text(root);
    }

    private static Map<String, Object> gap(String missing, List<String> remedies) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("missing", missing);
        row.put("remedies", remedies(remedies));
        return row;
    }

    private static List<String> remedies(List<String> remedies) {
        List<String> lines = new ArrayList<>();
        remedies.forEach(remedy -> lines.add(asCalledHere(remedy)));
        return lines;
    }

    private static String asCalledHere(String remedy) {
        return remedy.replace("java -jar memfrag-agent.jar ", Invocation.of(""));
    }
}
