/** What the kernel says, read from /proc and /sys, and what it takes. No JMX, no HTTP. */
package io.github.memfrag.kernel;
