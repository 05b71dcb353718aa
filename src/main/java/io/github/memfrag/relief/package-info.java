/** The cures, and the proof of what they did: who may, the child process that writes, the report. No JMX, no HTTP. */
package io.github.memfrag.relief;
