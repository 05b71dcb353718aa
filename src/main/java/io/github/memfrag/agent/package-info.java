/**
 * How we enter a JVM: the only classes that the host's own class loader sees. JDK only, Java 8, no lambda (the first one
 * costs a Java 8 host 45 ms), nothing of the other rooms by name.
 */
package io.github.memfrag.agent;
