package io.github.memfrag.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostSettledTest {
    @ParameterizedTest(name = "platform server {0}, logging {1}, jboss-modules {2}, age {3} ms, logging for {4} ms: {5}")
    @CsvSource({
            // the host's own platform server settles everything
            "true,  false, false,      0,      0, true",
            "true,  true,  true,       0,      0, true",
            // logging initialised: three seconds later
            "false, true,  false,   5000,   2999, false",
            "false, true,  false,   5000,   3000, true",
            // neither JMX nor logging: the cap
            "false, false, false,  29999,      0, false",
            "false, false, false,  30000,      0, true",
            "false, true,  false,  30000,      0, true",
            // jboss-modules: neither logging nor the plain cap suffices
            "false, true,  true,   60000,  50000, false",
            "false, true,  true,  299999, 290000, false",
            "false, false, true,  300000,      0, true",
            // attached to an old host
            "false, false, false, 9999999,     0, true",
            "false, true,  true,  9999999,     0, true"})
    void aHostHasSettledWhen(boolean platformServer, boolean logging, boolean jbossModules, long ageMillis, long loggingMillis,
            boolean settled) {
        HostSigns signs = new HostSigns(platformServer, logging, jbossModules);
        assertEquals(settled, HostSettled.settled(signs, ageMillis, loggingMillis));
    }
}
