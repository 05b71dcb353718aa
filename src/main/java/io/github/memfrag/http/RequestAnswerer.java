package io.github.memfrag.http;

import static java.util.Objects.requireNonNull;

import java.util.function.Consumer;
import org.apache.hc.core5.http.HttpRequest;

/** Answers a whole request that the gate has let through; always with an answer, never with an exception. */
final class RequestAnswerer {
    private final String path;
    private final Doorkeeper doorkeeper;
    private final JolokiaEngine engine;

    /** @param path the path under which Jolokia answers, with a slash at its end */
    RequestAnswerer(String path, Doorkeeper doorkeeper, JolokiaEngine engine) {
        this.path = requireNonNull(path, "path is null");
        this.doorkeeper = requireNonNull(doorkeeper, "doorkeeper is null");
        this.engine = requireNonNull(engine, "engine is null");
    }

    /** @param then is given the answer, on this thread or on another one */
    void answer(HttpRequest request, byte[] body, Client client, Consumer<Answer> then) {
        try {
            doorkeeper.judge(request, client, caller -> then.accept(answer(request, body, caller)), then);
        } catch (RuntimeException | Error e) {
            then.accept(failure(e));
        }
    }

    private Answer answer(HttpRequest request, byte[] body, Caller caller) {
        try {
            Target target = new Target(path, request.getPath());
            return request.getMethod().equals("POST")
                    ? engine.post(body, target.parameters(), caller)
                    : engine.get(target.path(), target.parameters(), caller);
        } catch (RuntimeException | Error e) {
            return failure(e);
        }
    }

    private static Answer failure(Throwable thrown) {
        Failure failure = Failure.of(thrown);
        return Answer.error(failure.status(), failure.message());
    }
}
