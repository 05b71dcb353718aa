package io.github.memfrag.verdict;

/** What is wrong, apart from how bad it is; the later here, the more it explains. */
public enum Cause {
    NONE,
    /** There is free memory, but in blocks too small. */
    FRAGMENTATION,
    /** The kernel's log tells of an allocation that failed. */
    ALLOCATION_FAILURE,
    /** There is too little free memory: no compaction helps, and what a drop frees would be gone at once. */
    SHORTAGE
}
