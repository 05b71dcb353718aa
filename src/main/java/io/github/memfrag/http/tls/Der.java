package io.github.memfrag.http.tls;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** As much of DER (<a href="https://www.itu.int/rec/T-REC-X.690">X.690</a>) as it takes to put a private key into PKCS#8. */
final class Der {
    static final int INTEGER = 0x02;
    static final int OCTET_STRING = 0x04;
    static final int OBJECT_IDENTIFIER = 0x06;
    static final int SEQUENCE = 0x30;

    private Der() {}

    /** An element whose content is those parts, one after another. */
    static byte[] element(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.write(part, 0, part.length);
        }
        ByteArrayOutputStream element = new ByteArrayOutputStream();
        element.write(tag);
        writeLength(element, content.size());
        element.write(content.toByteArray(), 0, content.size());
        return element.toByteArray();
    }

    private static void writeLength(ByteArrayOutputStream out, int length) {
        if (length >= 0x80) {
            int bytes = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
            out.write(0x80 | bytes);
            for (int i = bytes - 1; i >= 0; i--) {
                out.write(length >> 8 * i);
            }
        } else {
            out.write(length);
        }
    }

    /**
     * The content of the first element with that tag in a sequence.
     *
     * @throws IllegalArgumentException when it is no sequence, or a damaged one
     */
    static Optional<byte[]> find(byte[] sequence, int tag) {
        try {
            ByteBuffer in = ByteBuffer.wrap(sequence);
            if (in.get() != SEQUENCE) {
                throw new IllegalArgumentException("no sequence");
            }
            readLength(in);
            while (in.hasRemaining()) {
                int found = in.get() & 0xff;
                byte[] content = new byte[readLength(in)];
                in.get(content);
                if (found == tag) {
                    return Optional.of(content);
                }
            }
            return Optional.empty();
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("cut off", e);
        }
    }

    /** At most what remains. */
    private static int readLength(ByteBuffer in) {
        int first = in.get() & 0xff;
        int length = first < 0x80 ? first : 0;
        for (int i = 0; first >= 0x80 && i < (first & 0x7f); i++) {
            length = length << 8 | in.get() & 0xff;
        }
        if (length < 0 || length > in.remaining()) {
            throw new IllegalArgumentException("longer than what holds it");
        }
        return length;
    }
}
