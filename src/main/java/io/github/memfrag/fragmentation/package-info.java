/** How fragmented the free memory is: pure functions over what the kernel room read, and the snapshots that hold the results. */
package io.github.memfrag.fragmentation;
