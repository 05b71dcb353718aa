package io.github.memfrag.http;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
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
 * One request and its answer. The I/O thread reads the request and refuses what it can tell by the head or the size; all else a
 * worker answers, so that no request holds up another's bytes.
 */
final class Exchange implements AsyncServerExchangeHandler {
    private static final int PIECE_BYTES = 64 << 10;
    private static final Answer TOO_LARGE = Answer.error(413,
            "the request's body is larger than " + HttpLimits.MAX_BODY_BYTES + " bytes");

    private final Connection connection;
    private final RequestGate gate;
    private final RequestAnswerer answerer;
    private final Executor workers;
    private ByteArrayOutputStream body = new ByteArrayOutputStream();
    private HttpRequest request;
    private ResponseChannel channel;
    private HttpContext context;
    private boolean refused;
    private boolean counted;
    private volatile boolean begun;
    private volatile int heldBytes;
    private volatile ByteBuffer output = ByteBuffer.allocate(0);

    Exchange(Connection connection, RequestGate gate, RequestAnswerer answerer, Executor workers) {
        this.connection = requireNonNull(connection, "connection is null");
        this.gate = requireNonNull(gate, "gate is null");
        this.answerer = requireNonNull(answerer, "answerer is null");
        this.workers = requireNonNull(workers, "workers is null");
    }

    @Override
    public void handleRequest(HttpRequest head, EntityDetails entity, ResponseChannel responseChannel, HttpContext httpContext)
            throws HttpException, IOException {
        if (connection.isFlooded()) {
            connection.cut();
            throw new ConnectionClosedException("too many requests at once on one connection");
        }
        request = head;
        channel = responseChannel;
        context = httpContext;
        // What waits behind another request counts when it is its turn: most of it never is.
        Optional<Answer> refusal = connection.isTaken() ? Optional.empty() : tooFast();
        if (!refusal.isPresent()) {
            refusal = gate.judge(head);
        }
        if (refusal.isPresent() && entity == null) {
            send(refusal.get());
        } else if (refusal.isPresent()) {
            refuseBody(refusal.get());
        } else if (entity == null) {
            connection.take(this::work);
        } else if (entity.getContentLength() > HttpLimits.MAX_BODY_BYTES) {
            refuseBody(TOO_LARGE);
        } else if (head.containsHeader(HttpHeaders.EXPECT)) {
            channel.sendInformation(new BasicHttpResponse(100), context);
        }
    }

    private Optional<Answer> tooFast() {
        counted = true;
        return tooFast(connection.client().budget().secondsToWait(System.nanoTime()));
    }

    private Optional<Answer> tooFast(int seconds) {
        return seconds == 0 ? Optional.empty()
                : Optional.of(Answer.later("too many requests from " + connection.client().address() + " (http.limit.rate)", seconds));
    }

    @Override
    public void updateCapacity(CapacityChannel capacity) throws IOException {
        capacity.update(Integer.MAX_VALUE); // what is too much is dropped as it comes
    }

    @Override
    public void consume(ByteBuffer input) {
        byte[] bytes = new byte[input.remaining()];
        input.get(bytes);
        if (!refused && body.size() + bytes.length > HttpLimits.MAX_BODY_BYTES) {
            refuseBody(TOO_LARGE);
        } else if (!refused) {
            body.write(bytes, 0, bytes.length);
            hold(body.size());
        }
    }

    private void hold(int bytes) {
        int more = bytes - heldBytes;
        heldBytes = bytes;
        connection.holdMore(more);
    }

    @Override
    public void streamEnd(List<? extends Header> trailers) {
        if (!refused) {
            connection.take(this::work);
        }
    }

    /** Answers before the body is there. The rest of it is dropped, while {@link Connection} lingers. */
    private void refuseBody(Answer answer) {
        refused = true;
        send(answer.with(HttpHeaders.CONNECTION, "close"));
    }

    private void work() {
        begun = true;
        Optional<Answer> refusal = counted ? Optional.empty() : tooFast();
        if (refusal.isPresent()) {
            send(refusal.get());
            return;
        }
        connection.workBegins();
        try {
            workers.execute(this::answer);
        } catch (RejectedExecutionException e) {
            workEnds(Answer.busy());
        }
    }

    private void answer() {
        // While it waited the connection may have been cut, and large answers to others of the client may have used up its budget.
        Optional<Answer> refusal = tooFast(connection.client().budget().secondsInDebt(System.nanoTime()));
        if (!connection.isOpen()) {
            connection.workEnds();
        } else if (refusal.isPresent()) {
            workEnds(refusal.get());
        } else {
            answerer.answer(request, body.toByteArray(), connection.client(), this::workEnds);
        }
    }

    private void workEnds(Answer answer) {
        connection.workEnds();
        connection.client().budget().chargeFor(answer);
        send(answer);
    }

    private void send(Answer answer) {
        HttpResponse response = new BasicHttpResponse(answer.status());
        answer.headers().forEach(response::addHeader);
        response.addHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.addHeader("X-Content-Type-Options", "nosniff");
        int length = answer.body().length;
        body = new ByteArrayOutputStream(0);
        hold(length);
        output = ByteBuffer.wrap(answer.body());
        try {
            EntityDetails entity = length == 0 ? null : new BasicEntityDetails(length, ContentType.APPLICATION_JSON);
            channel.sendResponse(response, entity, context);
        } catch (HttpException | IOException | RuntimeException e) { // the client has gone
            connection.cut();
        }
    }

    @Override
    public int available() {
        return output.remaining();
    }

    @Override
    public void produce(DataStreamChannel stream) throws IOException {
        boolean taken = true;
        while (taken && output.hasRemaining()) {
            // Of what is written at once the JDK keeps a copy outside the heap, for as long as the thread lives.
            ByteBuffer piece = output.duplicate();
            piece.limit(Math.min(output.limit(), output.position() + PIECE_BYTES));
            stream.write(piece);
            taken = !piece.hasRemaining();
            if (piece.position() > output.position()) {
                connection.outputGoes();
            }
            output.position(piece.position());
        }
        if (!output.hasRemaining()) {
            stream.endStream();
        }
    }

    @Override
    public void failed(Exception cause) {
        // the connection is at its end; nobody is left to be told
    }

    @Override
    public void releaseResources() {
        hold(0);
        if (begun) {
            connection.giveBack();
        }
    }
}
