/** The terminal face: one small class per command, and the few things that all of them say and print the same way. */
package io.github.memfrag.cli;
