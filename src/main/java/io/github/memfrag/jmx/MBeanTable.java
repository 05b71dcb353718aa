package io.github.memfrag.jmx;

import io.github.memfrag.kernel.ZoneName;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** The MBeans there are, by name. */
public enum MBeanTable {
    FRAGMENTATION("Fragmentation"),
    /** One for each zone: {@code memfrag:type=Zone,node=0,zone=Normal}. */
    ZONE("Zone", ",node=NODE,zone=ZONE"),
    COMPACTION("Compaction"),
    ALLOCATION_FAILURES("AllocationFailures"),
    RELIEF("Relief"),
    EVENTS("Events"),
    AGENT("Agent");

    public static final String DOMAIN = "memfrag";

    private final String type;
    private final String furtherKeys;

    MBeanTable(String type) {
        this(type, "");
    }

    MBeanTable(String type, String furtherKeys) {
        this.type = type;
        this.furtherKeys = furtherKeys;
    }

    /** The name of an MBean of which there is one. */
    public ObjectName objectName() {
        return name(pattern());
    }

    /** The name of the MBean of one zone. */
    public static ObjectName zone(ZoneName zone) {
        return name(ZONE.pattern().replace("NODE", Integer.toString(zone.node())).replace("ZONE", zone.zone()));
    }

    /** The name as documents write it, with words in capitals for what differs. */
    public String pattern() {
        return DOMAIN + ":type=" + type + furtherKeys;
    }

    /** Matches every MBean of ours. */
    public static ObjectName everything() {
        return name(DOMAIN + ":*");
    }

    private static ObjectName name(String name) {
        try {
            return new ObjectName(name);
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
