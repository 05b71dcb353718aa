package io.github.memfrag.jmx;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.kernel.Pressure;
import java.util.Optional;
import java.util.function.Function;
import org.weakref.jmx.Managed;

/** {@code memfrag:type=Compaction}: what the kernel did about fragmentation, and who waited for it. */
@Description("Counters of /proc/vmstat since boot, and memory pressure (PSI). An attribute is null where this kernel has no such figure.")
public final class CompactionBean {
    private final KernelAnswers kernel;

    CompactionBean(KernelAnswers kernel) {
        this.kernel = requireNonNull(kernel, "kernel is null");
    }

    @Managed(description = "compact_stall: times a task had to compact memory itself before it got a block")
    @Unit("count")
    public Long getCompactStall() {
        return counter("compact_stall");
    }

    @Managed(description = "compact_fail: of these, those that ended without a block")
    @Unit("count")
    public Long getCompactFail() {
        return counter("compact_fail");
    }

    @Managed(description = "compact_success: of these, those that got a block")
    @Unit("count")
    public Long getCompactSuccess() {
        return counter("compact_success");
    }

    @Managed(description = "compact_migrate_scanned: pages looked at for moving")
    @Unit("pages")
    public Long getCompactMigrateScanned() {
        return counter("compact_migrate_scanned");
    }

    @Managed(description = "compact_free_scanned: pages looked at as a place to move to")
    @Unit("pages")
    public Long getCompactFreeScanned() {
        return counter("compact_free_scanned");
    }

    @Managed(description = "compact_isolated: pages taken for moving")
    @Unit("pages")
    public Long getCompactIsolated() {
        return counter("compact_isolated");
    }

    @Managed(description = "compact_daemon_wake: times kcompactd woke")
    @Unit("count")
    public Long getCompactDaemonWake() {
        return counter("compact_daemon_wake");
    }

    @Managed(description = "allocstall_*: times a task had to reclaim memory itself, all zones together")
    @Unit("count")
    public Long getAllocStall() {
        return kernel.askFor(snapshot -> snapshot.reading().vmStat().map(vmStat -> KernelAnswers.orNull(vmStat.sum("allocstall"))));
    }

    @Managed(description = "pgmigrate_success: pages moved")
    @Unit("pages")
    public Long getPgMigrateSuccess() {
        return counter("pgmigrate_success");
    }

    @Managed(description = "pgmigrate_fail: pages that could not be moved")
    @Unit("pages")
    public Long getPgMigrateFail() {
        return counter("pgmigrate_fail");
    }

    @Managed(description = "thp_fault_alloc: page faults served with a huge page")
    @Unit("count")
    public Long getThpFaultAlloc() {
        return counter("thp_fault_alloc");
    }

    @Managed(description = "thp_fault_fallback: page faults that wanted a huge page and got small ones")
    @Unit("count")
    public Long getThpFaultFallback() {
        return counter("thp_fault_fallback");
    }

    @Managed(description = "htlb_buddy_alloc_fail: hugetlb pages that could not be allocated")
    @Unit("count")
    public Long getHtlbBuddyAllocFail() {
        return counter("htlb_buddy_alloc_fail");
    }

    @Managed(description = "drop_pagecache: times somebody dropped the page cache")
    @Unit("count")
    public Long getDropPagecache() {
        return counter("drop_pagecache");
    }

    @Managed(description = "drop_slab: times somebody dropped dentries and inodes")
    @Unit("count")
    public Long getDropSlab() {
        return counter("drop_slab");
    }

    @Managed(description = "Share of the last 10 s in which some task waited for memory")
    @Unit("percent")
    public Double getPressureSomeAvg10Percent() {
        return pressure(Pressure::some, Pressure.Stall::avg10Percent);
    }

    @Managed(description = "Share of the last 60 s in which some task waited for memory")
    @Unit("percent")
    public Double getPressureSomeAvg60Percent() {
        return pressure(Pressure::some, Pressure.Stall::avg60Percent);
    }

    @Managed(description = "Share of the last 300 s in which some task waited for memory")
    @Unit("percent")
    public Double getPressureSomeAvg300Percent() {
        return pressure(Pressure::some, Pressure.Stall::avg300Percent);
    }

    @Managed(description = "Time since boot in which some task waited for memory")
    @Unit("microseconds")
    public Long getPressureSomeTotalMicros() {
        return pressure(Pressure::some, Pressure.Stall::totalMicros);
    }

    @Managed(description = "Share of the last 10 s in which all tasks waited for memory")
    @Unit("percent")
    public Double getPressureFullAvg10Percent() {
        return pressure(Pressure::full, Pressure.Stall::avg10Percent);
    }

    @Managed(description = "Share of the last 60 s in which all tasks waited for memory")
    @Unit("percent")
    public Double getPressureFullAvg60Percent() {
        return pressure(Pressure::full, Pressure.Stall::avg60Percent);
    }

    @Managed(description = "Share of the last 300 s in which all tasks waited for memory")
    @Unit("percent")
    public Double getPressureFullAvg300Percent() {
        return pressure(Pressure::full, Pressure.Stall::avg300Percent);
    }

    @Managed(description = "Time since boot in which all tasks waited for memory")
    @Unit("microseconds")
    public Long getPressureFullTotalMicros() {
        return pressure(Pressure::full, Pressure.Stall::totalMicros);
    }

    private Long counter(String name) {
        return kernel.askFor(snapshot -> snapshot.reading().vmStat().map(vmStat -> KernelAnswers.orNull(vmStat.counter(name))));
    }

    private <T> T pressure(Function<Pressure, Optional<Pressure.Stall>> kind, Function<Pressure.Stall, T> figure) {
        return kernel.askFor(snapshot -> snapshot.reading().pressure().flatMap(kind).map(figure));
    }
}
