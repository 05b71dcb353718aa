package io.github.memfrag.testing;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks the agent in a {@code WaitsForInput} host over Jolokia. */
public final class AgentAnswers {
    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private AgentAnswers() {}

    /** Where the agent serves, once it does. */
    public static String url(RunningJvm host) {
        host.say("agent");
        String url = host.awaitOut("^agent (.*)$");
        if (!url.startsWith("http")) {
            throw new AssertionError("the agent serves nothing: " + url + "\n" + host.err());
        }
        return url;
    }

    /** The JSON answer to a GET of this path, such as {@code read/memfrag:type=Agent/Version}. */
    public static String get(RunningJvm host, String path) {
        requireNonNull(path, "path is null");
        HttpRequest request = HttpRequest.newBuilder(URI.create(url(host) + path)).timeout(Duration.ofSeconds(20)).build();
        try {
            return CLIENT.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new AssertionError("no answer from " + request.uri(), e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
