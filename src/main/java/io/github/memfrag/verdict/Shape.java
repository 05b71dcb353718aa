package io.github.memfrag.verdict;

/** What a zone's free blocks look like for one order, by themselves. */
enum Shape {
    FINE,
    /** Past the warning line: a small share in large blocks, and not plenty of them. */
    POOR,
    /** Past the critical line: hardly any share, and few blocks. */
    BAD
}
