/** The kernel's log: where it can be read, and the page allocation failures that it tells of. */
package io.github.memfrag.kernel.log;
