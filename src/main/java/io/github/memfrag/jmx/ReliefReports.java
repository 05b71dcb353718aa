package io.github.memfrag.jmx;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.kernel.FreeBlocks;
import io.github.memfrag.kernel.ZoneName;
import io.github.memfrag.relief.ReliefEffect;
import io.github.memfrag.relief.ReliefReport;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;

/** Relief reports as open records. */
public final class ReliefReports {
    private static final OpenTable STEPS = OpenTable.named("Steps", "What was done, in order")
            .integer("number", "Counted from 1")
            .text("step", "What was done")
            .longInteger("durationMillis", "How long it took, milliseconds")
            .text("outcome", "DONE, FAILED, TIMED_OUT or INTERRUPTED")
            .text("message", "Why it did not end well; empty when it did")
            .indexedBy("number");
    private static final OpenTable ZONES = OpenTable.named("ZonesBeforeAndAfter", "/proc/buddyinfo before and after")
            .integer("node", "NUMA node")
            .text("zone", "Zone")
            .longs("freeBlocksBefore", "Free blocks before; index = order")
            .longs("freeBlocksAfter", "Free blocks after; index = order; null when the zone is gone")
            .indexedBy("node", "zone");
    private static final OpenTable MEMORY = OpenTable.named("MemoryBeforeAndAfter", "Figures of /proc/meminfo before and after")
            .text("name", "Name in /proc/meminfo")
            .longInteger("bytesBefore", "Before, bytes")
            .longInteger("bytesAfter", "After, bytes")
            .indexedBy("name");
    private static final OpenTable COUNTERS = OpenTable.named("CounterDeltas", "Counters of /proc/vmstat, after minus before")
            .text("counter", "Name in /proc/vmstat")
            .longInteger("delta", "How much it rose")
            .indexedBy("counter");
    private static final String OUTCOME = "DONE, NOTHING_TO_DO, FAILED, UNFINISHED (the kernel may still be at it), CANCELLED or REFUSED"
            + " (it could not begin)";
    private static final String RECOVERED = "Of relieve: whether the watched zones are well at its order; else null";
    private static final OpenTable ROWS = OpenTable.named("Reports", "The last reliefs, in short")
            .longInteger("id", "Counts this JVM's reliefs from 1; with state.dir it goes on over restarts")
            .text("operation", "What was asked for")
            .text("requestedBy", "Who asked for it")
            .longInteger("startTime", "When it began, milliseconds since 1970-01-01 UTC")
            .longInteger("durationMillis", "How long it took, milliseconds")
            .text("outcome", OUTCOME)
            .flag("recovered", RECOVERED)
            .text("conclusion", "What it brought, in a sentence")
            .indexedBy("id");
    private static final OpenTable REPORT = OpenTable.named("ReliefReport", "What a relief did, and the evidence")
            .longInteger("id", "Counts this JVM's reliefs from 1; with state.dir it goes on over restarts")
            .text("operation", "What was asked for")
            .text("requestedBy", "Who asked for it")
            .text("way", "By which way the kernel was reached: direct, group, sudo or spool; null when it was not")
            .longInteger("startTime", "When it began, milliseconds since 1970-01-01 UTC")
            .longInteger("durationMillis", "How long it took, milliseconds")
            .text("outcome", OUTCOME)
            .flag("succeeded", "Whether the kernel took every write, or there was nothing to do; the conclusion says whether it helped")
            .flag("recovered", RECOVERED)
            .text("conclusion", "What it brought, in a sentence")
            .longInteger("previousCureMillis", "How long the cure before it lasted, until the host was in trouble again, milliseconds; null when"
                    + " none is on record")
            .longInteger("freedPages", "Free pages, after minus before")
            .longInteger("freedBytes", "The same in bytes")
            .integer("watchOrder", "The order of the two following figures")
            .text("judgedZone", "The zone of the two following figures: the worst of the watched ones before")
            .decimal("unusableFreePercentBefore", "Its unusable free space index before, percent")
            .decimal("unusableFreePercentAfter", "Its unusable free space index after, percent")
            .longs("blocksGainedByOrder", "Free blocks of all zones, after minus before; index = order")
            .table("steps", STEPS, "What was done, in order")
            .table("counterDeltas", COUNTERS, "Counters of /proc/vmstat, after minus before")
            .table("zones", ZONES, "/proc/buddyinfo before and after")
            .table("memory", MEMORY, "Figures of /proc/meminfo before and after")
            .asRecord();

    private ReliefReports() {}

    /** Without evidence, what would be of it is null. */
    public static CompositeData record(ReliefReport report) {
        requireNonNull(report, "report is null");
        ReliefEffect effect = report.effect().orElse(null);
        Object[] head = {report.id(), report.operation().name(), report.requestedBy(), report.way().orElse(null),
            report.startEpochMillis(), report.durationMillis(), report.outcome().name(), report.succeeded(),
            report.recovered().orElse(null), report.conclusion(), KernelAnswers.orNull(report.previousCureMillis())};
        Object[] evidence = effect == null ? new Object[] {null, null, null, null, null, null, null, steps(report), null, null, null}
                : new Object[] {effect.freedPages(), KernelAnswers.orNull(effect.freedBytes()), effect.watchOrder(),
                    effect.zone().map(ZoneName::toString).orElse(null), KernelAnswers.orNull(effect.unusablePercentBefore()),
                    KernelAnswers.orNull(effect.unusablePercentAfter()), effect.blocksGainedByOrder(), steps(report), counters(effect),
                    zones(effect), memory(effect)};
        return REPORT.row(Stream.of(head, evidence).flatMap(Stream::of).toArray());
    }

    /** A row each. */
    static TabularData rows(List<ReliefReport> reports) {
        OpenTable.Rows rows = ROWS.rows();
        reports.forEach(report -> rows.add(report.id(), report.operation().name(), report.requestedBy(), report.startEpochMillis(),
                report.durationMillis(), report.outcome().name(), report.recovered().orElse(null), report.conclusion()));
        return rows.table();
    }

    private static TabularData steps(ReliefReport report) {
        OpenTable.Rows rows = STEPS.rows();
        report.steps().forEach(step -> rows.add(rows.count() + 1, step.name(), step.durationMillis(), step.outcome().name(),
                step.message()));
        return rows.table();
    }

    private static TabularData counters(ReliefEffect effect) {
        OpenTable.Rows rows = COUNTERS.rows();
        effect.counterDeltas().forEach(rows::add);
        return rows.table();
    }

    private static TabularData zones(ReliefEffect effect) {
        Map<ZoneName, FreeBlocks> after = effect.after().reading().buddyInfo().zones();
        OpenTable.Rows rows = ZONES.rows();
        effect.before().reading().buddyInfo().zones().forEach((zone, blocks) -> rows.add(zone.node(), zone.zone(),
                blocks.countByOrder(), after.containsKey(zone) ? after.get(zone).countByOrder() : null));
        return rows.table();
    }

    private static TabularData memory(ReliefEffect effect) {
        Map<String, Long> after = effect.memInfoAfter();
        OpenTable.Rows rows = MEMORY.rows();
        effect.memInfoBefore().forEach((name, bytes) -> rows.add(name, bytes, after.get(name)));
        return rows.table();
    }
}
