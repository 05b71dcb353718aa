package io.github.memfrag.http.fuzz;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.memfrag.http.RawConnection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Waves of clients that hold their connections open leave a service nothing to keep. */
class SlowClientsIT {
    private static final Path KERNEL = Path.of("src/test/resources/kernel/incident-1-failing").toAbsolutePath();
    private static final int CLIENTS = 200;
    private static final int WAVES = 10;
    private static final int FILES_SLACK = 3;
    private static final long HEAP_SLACK_BYTES = 2 << 20;

    @ParameterizedTest
    @ValueSource(strings = {
            "",
            "GET /jolokia/ HTTP/1.1\r\n",
            "POST /jolokia/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60000\r\n\r\n{",
            "GET /jolokia/list HTTP/1.1\r\nHost: localhost\r\n\r\n"})
    void tenWavesOfTwoHundredLeaveNothingBehind(String beginning) throws Exception {
        try (FuzzedHost host = FuzzedHost.start(KERNEL)) {
            for (int i = 0; i < 8; i++) {
                host.answer("version"); // so that all workers are there
            }
            long files = host.openFiles();
            wave(host, beginning);
            awaitFiles(host, files);
            long threads = host.threads();
            long heapBytes = host.heapBytes();
            for (int i = 0; i < WAVES; i++) {
                wave(host, beginning);
            }
            awaitFiles(host, files);
            assertAll(
                    () -> assertTrue(host.answer("version").contains("\"status\":200")),
                    () -> assertTrue(host.threads() <= threads, host.threads() + " threads after " + threads),
                    () -> assertTrue(host.openFiles() <= files + FILES_SLACK, host.openFiles() + " open files after " + files),
                    () -> assertTrue(host.heapBytes() <= heapBytes + HEAP_SLACK_BYTES, host.heapBytes() + " bytes after " + heapBytes),
                    () -> assertEquals(1, host.errorOutput().lines().filter(line -> line.contains(" serving ")).count()));
        }
    }

    private static void wave(FuzzedHost host, String beginning) throws IOException {
        List<RawConnection> connections = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            connections.add(new RawConnection(host.port()).send(beginning));
        }
        for (RawConnection connection : connections) {
            connection.close();
        }
    }

    /** Waits, though not for ever, until not more than so many files are open: what was asked for is worked off first. */
    private static void awaitFiles(FuzzedHost host, long most) throws InterruptedException {
        for (int i = 0; host.openFiles() > most + FILES_SLACK && i < 20; i++) {
            Thread.sleep(1000);
        }
    }
}
