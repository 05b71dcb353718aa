package io.github.memfrag.http;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.impl.BasicEntityDetails;
import org.apache.hc.core5.http.message.BasicHttpResponse;
import org.apache.hc.core5.http.nio.AsyncServerExchangeHandler;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.ResponseChannel;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * One request and its answer. The I/O thread reads the request and refuses what it can tell from the head or the size; all else a
 * worker answers, so that no request holds up another's bytes.
 */
final class Exchange implements AsyncServerExchangeHandler {
    private static final int CONTINUE = 100;

    private final Connection connection;
    private final RequestGate gate;
    private final RequestAnswerer answerer;
    private final Executor workers;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private HttpRequest request;
    private ResponseChannel channel;
    private HttpContext context;
    private boolean refused;
    private volatile ByteBuffer output = ByteBuffer.allocate(0);

    Exchange(Connection connection, RequestGate gate, RequestAnswerer answerer, Executor workers) {
        this.connection = requireNonNull(connection, "connection is null");
        this.gate = requireNonNull(gate, "gate is null");
        this.answerer = requireNonNull(answerer, "answerer is null");
        this.workers = requireNonNull(workers, "workers is null");
    }

    @Override
    public void handleRequest(HttpRequest head, EntityDetails entity, ResponseChannel responses, HttpContext exchangeContext)
            throws HttpException, IOException {
        request = head;
        channel = responses;
        context = exchangeContext;
        Optional<Answer> refusal = gate.judge(head);
        if (refusal.isPresent()) {
            refuse(refusal.get());
        } else if (entity == null) {
            work();
        } else if (entity.getContentLength() > HttpLimits.MAX_BODY_BYTES) {
            refuse(tooLarge());
        } else if (head.containsHeader("Expect")) {
            channel.sendInformation(new BasicHttpResponse(CONTINUE), context);
        }
    }

    @Override
    public void updateCapacity(CapacityChannel capacity) throws IOException {
        capacity.update(Integer.MAX_VALUE); // what is too much is dropped as it comes
    }

    @Override
    public void consume(ByteBuffer input) throws IOException {
        byte[] bytes = new byte[input.remaining()];
        input.get(bytes);
        if (refused) {
            return;
        }
        if (body.size() + bytes.length > HttpLimits.MAX_BODY_BYTES) {
            refuseLate(tooLarge());
        } else {
            body.write(bytes);
        }
    }

    @Override
    public void streamEnd(List<? extends Header> trailers) {
        if (!refused) {
            work();
        }
    }

    private void work() {
        connection.workBegins();
        try {
            workers.execute(this::answer);
        } catch (RejectedExecutionException e) {
            connection.workEnds();
            sendOrCut(Answer.error(503, "too many requests wait for an answer; try again in a few seconds").with("Retry-After", "5"));
        }
    }

    private void answer() {
        Answer answer = answerer.answer(request, body.toByteArray());
        connection.workEnds();
        sendOrCut(answer);
    }

    private static Answer tooLarge() {
        return Answer.error(413, "the request's body is larger than " + HttpLimits.MAX_BODY_BYTES + " bytes");
    }

    /** Answers before the body is there; what still comes of it is dropped, until the client has sent all or run out of time. */
    private void refuse(Answer answer) throws HttpException, IOException {
        refused = true;
        send(answer);
    }

    private void refuseLate(Answer answer) {
        refused = true;
        body.reset();
        sendOrCut(answer);
    }

    private void sendOrCut(Answer answer) {
        try {
            send(answer);
        } catch (HttpException | IOException | RuntimeException e) { // the client has gone, or will see that it cannot be answered
            connection.cut();
        }
    }

    private void send(Answer answer) throws HttpException, IOException {
        HttpResponse response = new BasicHttpResponse(answer.status());
        answer.header().ifPresent(response::addHeader);
        response.addHeader("Cache-Control", "no-store");
        response.addHeader("X-Content-Type-Options", "nosniff");
        output = ByteBuffer.wrap(answer.body());
        EntityDetails entity = answer.body().length == 0 ? null : new BasicEntityDetails(answer.body().length, answer.contentType());
        channel.sendResponse(response, entity, context);
    }

    @Override
    public int available() {
        return output.remaining();
    }

    @Override
    public void produce(DataStreamChannel stream) throws IOException {
        ByteBuffer rest = output;
        stream.write(rest);
        if (!rest.hasRemaining()) {
            stream.endStream();
        }
    }

    @Override
    public void failed(Exception cause) {
        // the connection is at its end; nobody is left to be told
    }

    @Override
    public void releaseResources() {
        body.reset();
    }
}
