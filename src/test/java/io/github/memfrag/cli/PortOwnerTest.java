package io.github.memfrag.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortOwnerTest {
    private static final Path PROC = Path.of("/proc");

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "0.0.0.0", "::1"})
    void findsTheProcessThatListens(String address) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(address))) {
            assertEquals(Optional.of("process " + ProcessHandle.current().pid() + " (java)"), PortOwner.of(PROC, socket.getLocalPort()));
        }
    }

    @Test
    void findsNobodyWhereNobodyListens() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        assertEquals(Optional.empty(), PortOwner.of(PROC, port));
    }

    @Test
    void findsNobodyWhereThereIsNoProc(@TempDir Path empty) {
        assertEquals(Optional.empty(), PortOwner.of(empty, 8797));
    }

    @Test
    void doesNotTakeAClientForTheListener(@TempDir Path proc) throws IOException {
        Files.createDirectories(proc.resolve("net"));
        Files.writeString(proc.resolve("net/tcp"), "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid"
                + "  timeout inode\n   0: 0100007F:225D 0100007F:9C40 01 00000000:00000000 00:00000000 00000000     0        0 4711 1\n");
        Path descriptors = Files.createDirectories(proc.resolve("12/fd"));
        Files.createSymbolicLink(descriptors.resolve("3"), Path.of("socket:[4711]"));
        assertEquals(Optional.empty(), PortOwner.of(proc, 8797));
    }
}
