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
    private static final OpenTable AVAILABLE = OpenTable.named("Available", "What may be done here, and why not")
            .text("operation", "Operation")
            .flag("allowed", "Whether this JVM may do it now")
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
                operation.obstacle().orElse(null)));
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

    private CompositeData run(ReliefOperation operation) throws IOException {
        return ReliefReports.record(relief.run(operation, Requester.current()));
    }
}
