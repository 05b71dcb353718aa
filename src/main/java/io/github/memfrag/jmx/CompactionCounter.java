package io.github.memfrag.jmx;

import io.github.memfrag.kernel.VmStat;
import io.github.memfrag.sampling.CounterRates;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** The counters of {@code /proc/vmstat} that tell what the kernel did about fragmentation. Which a kernel has differs. */
enum CompactionCounter {
    COMPACT_STALL("CompactStall", "compact_stall", "times a task had to compact memory itself before it got a block", "count"),
    COMPACT_FAIL("CompactFail", "compact_fail", "of the stalls, those that ended without a block", "count"),
    COMPACT_SUCCESS("CompactSuccess", "compact_success", "of the stalls, those that got a block", "count"),
    COMPACT_MIGRATE_SCANNED("CompactMigrateScanned", "compact_migrate_scanned", "pages looked at for moving", "pages"),
    COMPACT_FREE_SCANNED("CompactFreeScanned", "compact_free_scanned", "pages looked at as a place to move to", "pages"),
    COMPACT_ISOLATED("CompactIsolated", "compact_isolated", "pages taken for moving", "pages"),
    COMPACT_DAEMON_WAKE("CompactDaemonWake", "compact_daemon_wake", "times kcompactd woke", "count"),
    /** One counter per zone since Linux 4.8, a single one before. */
    ALLOC_STALL("AllocStall", "allocstall", "times a task had to reclaim memory itself, all zones together", "count"),
    PG_MIGRATE_SUCCESS("PgMigrateSuccess", "pgmigrate_success", "pages moved", "pages"),
    PG_MIGRATE_FAIL("PgMigrateFail", "pgmigrate_fail", "pages that could not be moved", "pages"),
    THP_FAULT_ALLOC("ThpFaultAlloc", "thp_fault_alloc", "page faults served with a huge page", "count"),
    THP_FAULT_FALLBACK("ThpFaultFallback", "thp_fault_fallback", "page faults that wanted a huge page and got small ones", "count"),
    HTLB_BUDDY_ALLOC_FAIL("HtlbBuddyAllocFail", "htlb_buddy_alloc_fail", "hugetlb pages that could not be allocated", "count"),
    DROP_PAGECACHE("DropPagecache", "drop_pagecache", "times somebody dropped the page cache", "count"),
    DROP_SLAB("DropSlab", "drop_slab", "times somebody dropped dentries and inodes", "count");

    private final String attribute;
    private final String counter;
    private final String meaning;
    private final String unit;

    CompactionCounter(String attribute, String counter, String meaning, String unit) {
        this.attribute = attribute;
        this.counter = counter;
        this.meaning = meaning;
        this.unit = unit;
    }

    /** The attribute of the count; with {@code PerSecond} behind it, that of its rate. */
    String attribute() {
        return attribute;
    }

    String description() {
        return counter + (this == ALLOC_STALL ? "*" : "") + ": " + meaning;
    }

    String unit() {
        return unit;
    }

    OptionalLong count(VmStat vmStat) {
        return this == ALLOC_STALL ? vmStat.sum(counter) : vmStat.counter(counter);
    }

    OptionalDouble perSecond(CounterRates rates) {
        return this == ALLOC_STALL ? rates.sumPerSecond(counter) : rates.perSecond(counter);
    }
}
