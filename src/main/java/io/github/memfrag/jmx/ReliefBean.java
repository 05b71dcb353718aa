package io.github.memfrag.jmx;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.relief.Relief;
import io.github.memfrag.relief.ReliefOperation;
import io.github.memfrag.relief.Requester;
import io.github.memfrag.relief.RunningRelief;
import java.io.IOException;
import javax.management.MBeanOperationInfo;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.weakref.jmx.Managed;

/** {@code memfrag:type=Relief}: the cure. */
@Description("Cures fragmentation: drops caches and compacts memory of the whole host, one relief at a time, and reports what that"
        + " brought.")
public final class ReliefBean {
    private static final String ORDER = "The order that is to recover; WatchOrder of the Fragmentation MBean is the one that matters";
    private static final String MAX = "How far it may go, the mildest first: compact; pagecache, which may also drop the page cache; all,"
            + " which may also drop dentries and inodes";
    private static final OpenTable AVAILABLE = OpenTable.named("Available", "What may be done here, and why not")
            .text("operation", "Operation")
            .flag("allowed", "Whether this JVM may do it now")
            .text("way", "By which way: direct, group, sudo or spool; null when it is not allowed")
            .text("obstacle", "What stands against it; null when it is allowed")
            .indexedBy("operation");

    private final Relief relief;

    ReliefBean(Relief relief) {
        this.relief = requireNonNull(relief, "relief is null");
    }

    @Managed(description = "What may be done here, and why not")
    public TabularData getAvailable() {
        OpenTable.Rows rows = AVAILABLE.rows();
        relief.available().forEach(operation -> rows.add(operation.operation(), operation.allowed(),
                operation.way().orElse(null), operation.obstacle().orElse(null)));
        return rows.table();
    }

    @Managed(description = "Whether a relief runs now")
    public boolean isRunning() {
        return relief.running().isPresent();
    }

    @Managed(description = "The step that runs now; null when none does")
    public String getStep() {
        return relief.running().map(RunningRelief::step).filter(step -> !step.isEmpty()).orElse(null);
    }

    @Managed(description = "The report of the latest relief of this JVM; null before the first")
    public CompositeData getLastReport() {
        return relief.lastReport().map(ReliefReports::record).orElse(null);
    }

    @Managed(description = "The last 20 reliefs of this JVM, in short; report(id) has the whole")
    public TabularData getReports() {
        return ReliefReports.rows(relief.reports());
    }

    @Managed(description = "For how long no compaction, and so no relieve, is begun, since one has just been made; 0 when it may be")
    @Unit("seconds")
    public long getCooldownSecondsLeft() {
        return relief.compactCooldownSeconds();
    }

    @Managed(description = "For how long no caches are dropped, since somebody has just dropped them; 0 when they may be. Until then"
            + " relieve ends before its first drop")
    @Unit("seconds")
    public long getDropCooldownSecondsLeft() {
        return relief.dropCooldownSeconds();
    }

    @Managed(description = "Writes dirty pages to disk (sync), then drops clean caches, as 'echo N > /proc/sys/vm/drop_caches' does."
            + " Harmless to data; what was cached is read from disk again when it is needed. Returns the report when it is done,"
            + " which may take a minute")
    @Impact(MBeanOperationInfo.ACTION)
    public CompositeData dropCaches(
            @Description("1 page cache, 2 dentries and inodes, 3 both") int what) throws IOException {
        return run(ReliefOperation.dropCaches(what));
    }

    @Managed(description = "Compacts all zones, as 'echo 1 > /proc/sys/vm/compact_memory' does: moves pages together so that free"
            + " blocks merge. Returns the report when it is done")
    @Impact(MBeanOperationInfo.ACTION)
    public CompositeData compactMemory() throws IOException {
        return run(ReliefOperation.compactMemory());
    }

    @Managed(description = "Compacts the zones of one NUMA node. Returns the report when it is done")
    @Impact(MBeanOperationInfo.ACTION)
    public CompositeData compactNode(@Description("NUMA node, counted from 0") int node) throws IOException {
        return run(ReliefOperation.compactNode(node));
    }

    @Managed(description = "Recovers an order by as little as it takes: compacts, again while that gains; then sync, drop_caches 1 and"
            + " compacts; then drop_caches 2 and compacts. Stops as soon as the watched zones have recovered; does nothing on a host that"
            + " is well, or short of memory. Returns the report when it is done, which may take minutes")
    @Impact(MBeanOperationInfo.ACTION)
    public CompositeData relieve(@Description(ORDER) int order) throws IOException {
        return run(ReliefOperation.relieve(order));
    }

    @Managed(description = "The same, but no farther than a ceiling")
    @Impact(MBeanOperationInfo.ACTION)
    public CompositeData relieve(@Description(ORDER) int order, @Description(MAX) String max) throws IOException {
        return run(ReliefOperation.relieve(order, max));
    }

    @Managed(description = "Begins dropCaches and returns at once: the id of its report")
    @Impact(MBeanOperationInfo.ACTION)
    public long startDropCaches(@Description("1 page cache, 2 dentries and inodes, 3 both") int what) throws IOException {
        return start(ReliefOperation.dropCaches(what));
    }

    @Managed(description = "Begins compactMemory and returns at once: the id of its report")
    @Impact(MBeanOperationInfo.ACTION)
    public long startCompactMemory() throws IOException {
        return start(ReliefOperation.compactMemory());
    }

    @Managed(description = "Begins compactNode and returns at once: the id of its report")
    @Impact(MBeanOperationInfo.ACTION)
    public long startCompactNode(@Description("NUMA node, counted from 0") int node) throws IOException {
        return start(ReliefOperation.compactNode(node));
    }

    @Managed(description = "Begins relieve and returns at once: the id of its report")
    @Impact(MBeanOperationInfo.ACTION)
    public long startRelieve(@Description(ORDER) int order) throws IOException {
        return start(ReliefOperation.relieve(order));
    }

    @Managed(description = "Begins relieve with a ceiling and returns at once: the id of its report")
    @Impact(MBeanOperationInfo.ACTION)
    public long startRelieve(@Description(ORDER) int order, @Description(MAX) String max) throws IOException {
        return start(ReliefOperation.relieve(order, max));
    }

    @Managed(description = "The report with that id, of the last 20; an error that says so while that relief still runs")
    @Impact(MBeanOperationInfo.INFO)
    public CompositeData report(@Description("As start... returned it, and as Reports lists it") long id) {
        return ReliefReports.record(relief.report(id));
    }

    @Managed(description = "Lets the running relief take no further step; the one under way cannot be stopped. Returns whether there was"
            + " one to cancel")
    @Impact(MBeanOperationInfo.ACTION)
    public boolean cancel() {
        return relief.cancel();
    }

    @Managed(description = "What relieve would do now: its steps, what they may free, what that costs, and what stands against it. Does"
            + " nothing")
    @Impact(MBeanOperationInfo.INFO)
    public CompositeData dryRun(@Description(ORDER) int order) throws IOException {
        return ReliefPlans.record(relief.plan(ReliefOperation.relieve(order)));
    }

    private CompositeData run(ReliefOperation operation) throws IOException {
        return ReliefReports.record(relief.run(operation, Requester.current()));
    }

    private long start(ReliefOperation operation) throws IOException {
        return relief.start(operation, Requester.current());
    }
}
