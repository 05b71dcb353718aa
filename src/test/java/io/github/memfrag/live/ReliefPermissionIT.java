package io.github.memfrag.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.memfrag.kernel.KernelTree;
import io.github.memfrag.kernel.VmStat;
import io.github.memfrag.testing.AgentJar;
import io.github.memfrag.testing.ForkedJvm;
import io.github.memfrag.testing.ForkedJvm.Outcome;
import io.github.memfrag.testing.LiveKernel;
import io.github.memfrag.testing.SkippedTests;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may relieve this machine, and what the others are told: the kernel's own answers, not ours. */
@LiveKernel
class ReliefPermissionIT {
    private static final String READ_ONLY_SYSCTLS = "mount -o bind /proc/sys /proc/sys"
            + " && mount -o remount,ro,bind /proc/sys && exec \"$@\"";

    private static Path jar;

    @BeforeAll
    static void copyTheJarForEverybody() {
        jar = AgentJar.copy();
    }

    @Test
    void anotherUserIsToldWhatWouldLetItDropCaches() throws IOException {
        long drops = drops();
        Outcome outcome = ForkedJvm.onCurrent().asNobody().jar(jar, "drop-caches", "3").run();
        assertRefused("drop_caches 3 needs root, and this JVM runs as uid 65534. What would let it:"
                + " java -jar memfrag-agent.jar doctor --user 65534", outcome);
        assertEquals(drops, drops());
    }

    @Test
    void anotherUserIsToldWhatWouldLetItCompactANode() {
        Outcome outcome = ForkedJvm.onCurrent().asNobody().jar(jar, "compact", "--node", "0").run();
        assertRefused("node0/compact needs root, and this JVM runs as uid 65534. What would let it:"
                + " java -jar memfrag-agent.jar doctor --user 65534", outcome);
    }

    @Test
    void inAContainerWithReadOnlySysctlsRootIsToldToGoToTheHost() throws IOException {
        SkippedTests.machineCannotUnless(works("unshare", "--mount", "sh", "-c", READ_ONLY_SYSCTLS, "sh", "true"),
                "mount namespaces are not allowed here");
        long drops = drops();
        Outcome outcome = ForkedJvm.onCurrent().through("unshare", "--mount", "sh", "-c", READ_ONLY_SYSCTLS, "sh")
                .jar(jar, "drop-caches", "3").run();
        assertRefused("cannot write to /proc/sys/vm/drop_caches: Read-only file system. Containers have it read-only unless they"
                + " are privileged; on the host, as root: java -jar memfrag-agent.jar drop-caches 3", outcome);
        assertEquals(drops, drops());
    }

    @Test
    void rootOfAUserNamespaceIsToldThatItIsNotTheHostsRoot() {
        String[] rootlessContainer = {"setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups",
            "unshare", "--user", "--map-root-user"};
        SkippedTests.machineCannotUnless(works(append(rootlessContainer, "true")), "user namespaces are not allowed here");
        Outcome outcome = ForkedJvm.onCurrent().through(rootlessContainer).jar(jar, "compact").run();
        assertRefused("the kernel does not let this JVM write to /proc/sys/vm/compact_memory although it runs as uid 0: root of a"
                + " user namespace (rootless container) is not the host's root. On the host, as root: java -jar memfrag-agent.jar"
                + " compact", outcome);
    }

    private static void assertRefused(String reason, Outcome outcome) {
        // What to run is told as it can be pasted: with this jar's own path.
        assertEquals("memfrag-agent: " + reason.replace("java -jar memfrag-agent.jar", "sudo java -jar " + jar) + "\n", outcome.err());
        assertEquals(1, outcome.exitCode());
    }

    private static long drops() throws IOException {
        VmStat vmStat = VmStat.parse(KernelTree.host().read(VmStat.FILE));
        return vmStat.counter("drop_pagecache").orElseThrow() + vmStat.counter("drop_slab").orElseThrow();
    }

    private static boolean works(String... command) {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String[] append(String[] command, String argument) {
        String[] longer = Arrays.copyOf(command, command.length + 1);
        longer[command.length] = argument;
        return longer;
    }
}
