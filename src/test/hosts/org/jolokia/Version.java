package org.jolokia;

/** Stands for another version of Jolokia on the service's own class path. */
public final class Version {
    public static String getAgentVersion() {
        return "of the service";
    }
}
