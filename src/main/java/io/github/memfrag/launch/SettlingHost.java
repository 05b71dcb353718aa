package io.github.memfrag.launch;

import static java.util.Objects.requireNonNull;

import java.lang.instrument.Instrumentation;

/** Watches the host from the present thread until it has settled. */
final class SettlingHost {
    /** One look costs 0.1 to 0.3 ms. */
    private static final long POLL_MILLIS = 100;

    private SettlingHost() {}

    /** Returns when {@link HostSettled} holds. */
    static void await(Instrumentation instrumentation) throws InterruptedException {
        requireNonNull(instrumentation, "instrumentation is null");
        HostAge age = HostAge.now();
        HostSigns signs = HostSigns.read(instrumentation);
        long loggingSince = age.millis();
        while (!HostSettled.settled(signs, age.millis(), signs.loggingInitialised() ? age.millis() - loggingSince : 0)) {
            Thread.sleep(POLL_MILLIS);
            boolean initialisedBefore = signs.loggingInitialised();
            signs = HostSigns.read(instrumentation);
            if (!initialisedBefore) {
                loggingSince = age.millis();
            }
        }
    }
}
