/**
 * The MBeans. {@link io.github.memfrag.jmx.MBeanTable} lists them; each is a small class with jmxutils' annotations, and what goes
 * out is scalars and open types only, so that no client needs our classes.
 */
package io.github.memfrag.jmx;
