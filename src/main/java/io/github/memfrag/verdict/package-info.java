/**
 * What the numbers mean: whether all is well, what is wrong, since when, and where it is heading. Pure: no clock, no thread, no
 * file. {@link io.github.memfrag.verdict.Judge} is the way in; the rules are in {@code VerdictRules}, the memory that keeps one odd
 * sample from changing anything in {@code Decision}.
 */
package io.github.memfrag.verdict;
