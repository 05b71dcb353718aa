package org.apache.hc.core5.util;

/** Stands for another version of httpcore5 on the service's own class path. */
public final class VersionInfo {
    public static String own() {
        return "of the service";
    }
}
