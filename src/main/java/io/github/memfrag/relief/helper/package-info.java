/**
 * How a relief reaches the kernel: the commands of {@code memfrag-helper}, and the ways to have them done (as root, by group, through
 * sudo, through a spool folder). It knows nothing of what a relief is for.
 */
package io.github.memfrag.relief.helper;
