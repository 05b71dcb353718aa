package io.github.memfrag.launch;

/**
 * When may the platform MBean server be touched? Touching it fixes java.util.logging's manager, so before the host has
 * chosen its own we would break its logging, and with it the boot of WildFly
 * (<a href="https://github.com/prometheus/jmx_exporter/issues/1285">jmx_exporter 1285</a>,
 * <a href="https://github.com/prometheus/jmx_exporter/issues/97">97</a>,
 * <a href="https://github.com/prometheus/jmx_exporter/issues/128">128</a>,
 * <a href="https://github.com/prometheus/jmx_exporter/issues/641">641</a>).
 */
final class HostSettled {
    /** A host that has initialised its logging has had its say on the log manager, and soon on the MBean server builder. */
    static final long LOGGING_GRACE_MILLIS = 3_000;
    /** A plain host may use neither JMX nor java.util.logging, ever. */
    static final long PLAIN_CAP_MILLIS = 30_000;
    /**
     * jboss-modules sets {@code javax.management.builder.initial} well after the log manager; a platform server made in
     * between costs WildFly all its {@code jboss.as:*} MBeans. A slow boot takes minutes.
     */
    static final long JBOSS_CAP_MILLIS = 300_000;

    private HostSettled() {}

    /**
     * @param hostAgeMillis how long the host's JVM has run
     * @param loggingMillis how long ago logging was first seen initialised, 0 while it is not
     */
    static boolean settled(HostSigns signs, long hostAgeMillis, long loggingMillis) {
        if (signs.platformServer()) {
            return true;
        }
        if (signs.jbossModules()) {
            return hostAgeMillis >= JBOSS_CAP_MILLIS;
        }
        return signs.loggingInitialised() && loggingMillis >= LOGGING_GRACE_MILLIS || hostAgeMillis >= PLAIN_CAP_MILLIS;
    }
}
