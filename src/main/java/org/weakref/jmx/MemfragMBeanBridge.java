package org.weakref.jmx;

import javax.management.DynamicMBean;

/**
 * The one door to jmxutils' builder, which is package-private. Its public MBeanExporter would need the Guava that jmxutils brings
 * along (817 classes), for bookkeeping that we do ourselves.
 */
public final class MemfragMBeanBridge {
    private MemfragMBeanBridge() {}

    /** The MBean of an object whose getters and methods are marked {@link Managed}. */
    public static DynamicMBean build(Object managed) {
        return new MBeanBuilder(managed).build();
    }
}
