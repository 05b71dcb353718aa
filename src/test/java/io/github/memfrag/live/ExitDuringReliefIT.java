package io.github.memfrag.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.memfrag.kernel.VmControls;
import io.github.memfrag.testing.AgentJar;
import io.github.memfrag.testing.ForkedJvm;
import io.github.memfrag.testing.ForkedJvm.Outcome;
import io.github.memfrag.testing.JolokiaClient;
import io.github.memfrag.testing.RecordedTrees;
import io.github.memfrag.testing.RunningJvm;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host whose main ends while the kernel works on a write: its JVM ends, and the write goes on. */
class ExitDuringReliefIT {
    @Test
    void theHostEndsAtOnceAndTheWriteGoesOn(@TempDir Path directory) throws Exception {
        Path root = RecordedTrees.copy("recorded-2-fragmented", directory);
        Path control = root.resolve(VmControls.DROP_CACHES.substring(1));
        Files.delete(control);
        // A named pipe that nobody reads holds the writer, as a kernel that hangs would.
        assertEquals(0, new ProcessBuilder("mkfifo", control.toString()).start().waitFor());

        try (RunningJvm host = ForkedJvm.onCurrent()
                .options(AgentJar.option("start.delay=0,port=0,kernel.root=" + root + "," + AgentJar.operations()))
                .main("WaitsForInput").start()) {
            JolokiaClient agent = new JolokiaClient(host.awaitErr("serving (http\\S+)")).asOperator();
            Thread client = new Thread(() -> agent.tryExec("memfrag:type=Relief", "dropCaches", 3));
            client.setUncaughtExceptionHandler((thread, answerNeverCame) -> { });
            client.start();
            host.await("write", () -> "drop_caches 3".equals(agent.read("memfrag:type=Relief", "Step"))
                    && ProcessHandle.of(host.pid()).orElseThrow().descendants().anyMatch(ProcessHandle::isAlive));

            host.closeInput();

            Outcome outcome = host.awaitEnd();
            assertEquals(0, outcome.exitCode());
            assertEquals("ready\ndone\n", outcome.out());
            client.join();
        }
        try (RandomAccessFile kernel = new RandomAccessFile(control.toFile(), "rw")) {
            assertEquals("3", kernel.readLine());
        }
    }
}
