package io.github.memfrag.http;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.RequestHeaderFieldsTooLargeException;
import org.apache.hc.core5.http.UnsupportedHttpVersionException;
import org.apache.hc.core5.http.impl.DefaultContentLengthStrategy;
import org.apache.hc.core5.http.impl.ServerSupport;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.NHttpMessageParser;
import org.apache.hc.core5.http.nio.SessionInputBuffer;

/**
 * Parses the head of a request; what is malformed comes out as a {@link Malformed} request, to be answered with JSON like any
 * other, where the library would answer with text. Nothing that follows it on the connection is read. The library limits lines and
 * their number; the whole head is limited here.
 */
final class AnswerableParser implements NHttpMessageParser<HttpRequest> {
    private final NHttpMessageParser<HttpRequest> parser;
    private int headBytes;
    private boolean broken;

    AnswerableParser(NHttpMessageParser<HttpRequest> parser) {
        this.parser = requireNonNull(parser, "parser is null");
    }

    @Override
    public void reset() {
        parser.reset();
    }

    @Override
    public HttpRequest parse(SessionInputBuffer input, boolean endOfStream) throws IOException, HttpException {
        if (!broken) {
            try {
                return parseHead(input, endOfStream);
            } catch (HttpException e) {
                broken = true;
                drop(input);
                return new Malformed(e);
            }
        }
        drop(input);
        return null;
    }

    private HttpRequest parseHead(SessionInputBuffer input, boolean endOfStream) throws IOException, HttpException {
        int before = input.length();
        HttpRequest request = parser.parse(input, endOfStream);
        if (request == null) {
            headBytes += before - input.length();
            if (headBytes > HttpLimits.MAX_HEAD_BYTES) {
                throw new RequestHeaderFieldsTooLargeException("Maximum head length limit exceeded");
            }
        } else {
            headBytes = 0;
            check(request);
        }
        return request;
    }

    /** What the library checks only later, when it can no longer be answered. */
    private static void check(HttpRequest request) throws HttpException {
        if (request.getVersion() != null && request.getVersion().greaterEquals(HttpVersion.HTTP_2)) {
            throw new UnsupportedHttpVersionException(request.getVersion());
        }
        Framing.check(request);
        DefaultContentLengthStrategy.INSTANCE.determineLength(request);
    }

    private static void drop(SessionInputBuffer input) {
        while (input.hasData()) {
            input.read();
        }
    }

    /** Stands for a request that could not be parsed. */
    static final class Malformed extends BasicHttpRequest {
        private static final long serialVersionUID = 1;
        private final int status;
        private final String reason;

        Malformed(HttpException cause) {
            super("GET", "/");
            this.status = ServerSupport.toStatusCode(cause);
            this.reason = Failure.of(cause).message();
        }

        Answer answer() {
            return Answer.error(status, reason).with("Connection", "close");
        }
    }
}
