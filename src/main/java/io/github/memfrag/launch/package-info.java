/** Puts the rooms together: from a configuration to a running service, in a host's JVM or alone. */
package io.github.memfrag.launch;
