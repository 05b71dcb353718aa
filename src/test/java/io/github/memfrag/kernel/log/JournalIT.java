package io.github.memfrag.kernel.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.testing.ForkedJvm;
import io.github.memfrag.testing.OwnClasses;
import io.github.memfrag.testing.RunningJvm;
import io.github.memfrag.testing.SkippedTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.IOUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With a real journald, which reads this machine's kernel log in a namespace of its own; it ends with the JVM under test. */
@Timeout(120)
class JournalIT {
    private static final Path JOURNALD = Path.of("/lib/systemd/systemd-journald");
    private static final String SCRIPT = """
            mount -t tmpfs tmpfs /run && mkdir -p /run/systemd/journal || exit
            if [ -d /var/log/journal ]; then mount -t tmpfs tmpfs /var/log/journal; fi
            %s >/dev/null 2>&1 &
            until journalctl -q -k -n 1 | grep -q .; do sleep 0.1; done 2>/dev/null
            exec "$@"
            """.formatted(JOURNALD);

    @BeforeAll
    static void needsAJournaldOfItsOwn() throws IOException {
        SkippedTests.machineCannotUnless(System.getProperty("user.name").equals("root") && Files.isExecutable(JOURNALD),
                "a real journal, for which it takes root and systemd-journald");
        KernelsLog.assumeWritable();
    }

    @Test
    void aFailureIsReadFromTheJournal() throws IOException {
        try (RunningJvm host = withJournal().main(FollowsKernelLog.class.getName(), "journal").start()) {
            host.awaitOut("source journal, count known true");
            String process = KernelsLog.uniqueProcess();
            // journald takes the first word of what a user wrote for the writer's name.
            KernelsLog.write("<4>kernel: " + KernelsLog.failure(process));

            host.awaitOut("failure " + process);
            host.closeInput();
            assertEquals(0, host.awaitEnd().exitCode());
            assertEquals("", host.err());
        }
    }

    @Test
    void whoMayNotReadTheJournalIsToldSoAndCountsNothing() {
        try (RunningJvm host = withJournal().asNobody().main(FollowsKernelLog.class.getName(), "journal").start()) {
            String read = host.awaitOut("source .*");

            assertTrue(read.startsWith("source none, count known false"), read);
            assertTrue(read.contains("permission"), read);
        }
    }

    private static ForkedJvm withJournal() {
        return ForkedJvm.onCurrent().classPath(OwnClasses.classPath(KernelLog.class, FollowsKernelLog.class, IOUtils.class))
                .through("unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "sh", "-c", SCRIPT, "sh");
    }
}
