package io.github.memfrag.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.testing.AgentJar;
import io.github.memfrag.testing.ForkedJvm;
import io.github.memfrag.testing.JolokiaClient;
import io.github.memfrag.testing.LiveKernel;
import io.github.memfrag.testing.RunningJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A failed allocation in this machine's own kernel log, as a monitoring system sees it over HTTP. */
@LiveKernel
class FailureOverJolokiaIT {
    private static final String FAILURES = "memfrag:type=AllocationFailures";
    private static final String HOST = "memfrag:type=Fragmentation";

    @Test
    void aFailureIsCountedOnceAndIsTheCauseAtOnce() throws Exception {
        String process = "memfrag-" + ProcessHandle.current().pid();
        try (RunningJvm host = ForkedJvm.onCurrent()
                .options(AgentJar.option("start.delay=0,port=0,sample.interval=1s,verdict.samples=1")).main("WaitsForInput").start()) {
            JolokiaClient agent = new JolokiaClient(host.awaitErr("serving (http\\S+)"));
            host.await("kernel log", () -> agent.read(FAILURES, "Count") != null);
            long before = (Long) agent.read(FAILURES, "Count");

            Files.writeString(Path.of("/dev/kmsg"), "<4>" + process
                    + ": page allocation failure: order:4, mode:0xdc0(GFP_KERNEL|__GFP_ZERO), nodemask=(null),cpuset=/,mems_allowed=0\n");

            host.await("failure", () -> process.equals(agent.read(FAILURES, "LastProcess")));
            assertEquals(before + 1, agent.read(FAILURES, "Count"));
            assertEquals("GFP_KERNEL|__GFP_ZERO", agent.read(FAILURES, "LastFlags"));
            host.await("verdict", () -> "ALLOCATION_FAILURE".equals(agent.read(HOST, "Cause")));
            assertTrue((Long) agent.read(HOST, "State") >= 1, "a logged failure is at least a WARNING");
        }
    }
}
