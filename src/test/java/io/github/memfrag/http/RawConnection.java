package io.github.memfrag.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A connection for what no proper client would send. */
public final class RawConnection implements AutoCloseable {
    private static final Pattern CONTENT_LENGTH = Pattern.compile("\r\nContent-Length: ([0-9]+)\r\n");
    private static final int TIMEOUT_MILLIS = 20_000;

    private final Socket socket;

    public RawConnection(int port) throws IOException {
        this(port, "127.0.0.1");
    }

    /** @param from one of this host's addresses, which the server sees */
    RawConnection(int port, String from) throws IOException {
        socket = new Socket("127.0.0.1", port, InetAddress.getByName(from), 0);
        socket.setSoTimeout(TIMEOUT_MILLIS);
    }

    public RawConnection send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** Has the kernel take in no more than a few KiB that nobody reads. */
    RawConnection readLittle() throws IOException {
        socket.setReceiveBufferSize(2048);
        return this;
    }

    /** Tells the server that nothing more will be sent. */
    public void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** The next answer, head and body. */
    public String readAnswer() throws IOException {
        String head = readHead();
        Matcher length = CONTENT_LENGTH.matcher(head);
        return length.find()
                ? head + new String(socket.getInputStream().readNBytes(Integer.parseInt(length.group(1))), StandardCharsets.UTF_8)
                : head;
    }

    private String readHead() throws IOException {
        StringBuilder head = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (head.indexOf("\r\n\r\n") < 0) {
            int c = in.read();
            if (c < 0) {
                throw new IOException("closed after: " + head);
            }
            head.append((char) c);
        }
        return head.toString();
    }

    /** All that comes until the server ends the connection; throws where it does not. */
    public String readUntilCut() throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(text);
        } catch (SocketException e) {
            // reset: cut as well
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    boolean isAnswered() {
        try {
            return socket.getInputStream().available() > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
