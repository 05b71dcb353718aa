package io.github.memfrag.http.attack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** Where an attacker would wait for the victim's call: counts the calls. */
final class Trap implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicInteger calls = new AtomicInteger();

    Trap() throws IOException {
        Thread thread = new Thread(this::count, "trap");
        thread.setDaemon(true);
        thread.start();
    }

    private void count() {
        while (!socket.isClosed()) {
            try (Socket call = socket.accept()) {
                calls.incrementAndGet();
            } catch (IOException e) {
                // closed
            }
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    int calls() {
        return calls.get();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
