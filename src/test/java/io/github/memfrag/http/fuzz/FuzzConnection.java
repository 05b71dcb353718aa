package io.github.memfrag.http.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** Sends something and takes all that comes back, however the other side may end it. */
final class FuzzConnection implements AutoCloseable {
    /** As long as this without an answer, and the agent is taken to wait for the rest of what was sent. */
    private static final int SILENCE_MILLIS = 150;
    /** More than the agent's patience with a client that says no more, 10 s and what passes until it looks. */
    private static final int BOUND_MILLIS = 15_000;

    private final Socket socket;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();

    FuzzConnection(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setSoLinger(true, 0); // a hundred thousand connections: none stays in TIME_WAIT
        socket.setTcpNoDelay(true);
    }

    /**
     * All that was answered until the agent ended the connection, in ISO-8859-1.
     *
     * @throws SocketTimeoutException when it did not end it
     */
    String exchange(String request) throws IOException {
        try {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            if (!isCutWithin(SILENCE_MILLIS)) {
                socket.shutdownOutput();
                // What was answered is no hang, though httpcore5 may keep what came behind it until our deadline.
                if (!isCutWithin(received.size() == 0 ? BOUND_MILLIS : SILENCE_MILLIS) && received.size() == 0) {
                    throw new SocketTimeoutException("the connection hangs");
                }
            }
        } catch (SocketException e) {
            // reset: cut as well
        }
        return received.toString(StandardCharsets.ISO_8859_1);
    }

    private boolean isCutWithin(int silenceMillis) throws IOException {
        socket.setSoTimeout(silenceMillis);
        try {
            socket.getInputStream().transferTo(received);
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
