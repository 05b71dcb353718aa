package io.github.memfrag.http;

import static java.util.Objects.requireNonNull;

import org.apache.hc.core5.http.HttpRequest;

/** Answers a whole request that the gate has let through; always with an answer, never with an exception. */
final class RequestAnswerer {
    private final String path;
    private final JolokiaEngine engine;

    /** @param path the path under which Jolokia answers, with a slash at its end */
    RequestAnswerer(String path, JolokiaEngine engine) {
        this.path = requireNonNull(path, "path is null");
        this.engine = requireNonNull(engine, "engine is null");
    }

    Answer answer(HttpRequest request, byte[] body) {
        try {
            Target target = new Target(path, request.getPath());
            return request.getMethod().equals("POST")
                    ? engine.post(body, target.parameters())
                    : engine.get(target.path(), target.parameters());
        } catch (RuntimeException | Error e) {
            Failure failure = Failure.of(e);
            return Answer.error(failure.status(), failure.message());
        }
    }
}
