/**
 * The kernel over time: snapshots for those who ask, samples at a steady interval, and what the samples leave behind: history,
 * rates, trend and the judge who has seen them.
 */
package io.github.memfrag.sampling;
