package io.github.memfrag.testing;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.http.login.TestUsers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jolokia.shaded.org.json.simple.JSONArray;
import org.jolokia.shaded.org.json.simple.JSONObject;
import org.jolokia.shaded.org.json.simple.parser.JSONParser;
import org.jolokia.shaded.org.json.simple.parser.ParseException;

/** Asks an agent over Jolokia's protocol, as a monitoring system does. */
public final class JolokiaClient {
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI url;
    private final Optional<String> authorization;

    /** @param url as the agent prints it, with the path */
    public JolokiaClient(String url) {
        this(URI.create(requireNonNull(url, "url is null")), Optional.empty());
    }

    private JolokiaClient(URI url, Optional<String> authorization) {
        this.url = url;
        this.authorization = authorization;
    }

    /** One that logs in. */
    public JolokiaClient as(String user, String password) {
        return new JolokiaClient(url, Optional.of(TestUsers.basic(user, password)));
    }

    /** One that may start all operations of an agent with {@link AgentJar#operations}. */
    public JolokiaClient asOperator() {
        return as(AgentJar.OPERATOR, AgentJar.PASSWORD);
    }

    /** One attribute; fails when Jolokia's status is not 200. */
    public Object read(String mbean, String attribute) {
        return value(ask(new JSONObject(Map.of("type", "read", "mbean", mbean, "attribute", attribute))));
    }

    /** Runs an operation and returns what it returned; fails when Jolokia's status is not 200. */
    public Object exec(String mbean, String operation, Object... arguments) {
        return value(ask(exec(mbean, operation, List.of(arguments))));
    }

    /** The whole answer to one operation, whatever its status. */
    public JSONObject tryExec(String mbean, String operation, Object... arguments) {
        return (JSONObject) ask(exec(mbean, operation, List.of(arguments)));
    }

    /** The values of several attributes, each given as mbean and attribute, in one request. */
    @SuppressWarnings("unchecked")
    public List<Object> readTogether(List<Map.Entry<String, String>> attributes) {
        JSONArray bulk = new JSONArray();
        attributes.forEach(attribute ->
                bulk.add(new JSONObject(Map.of("type", "read", "mbean", attribute.getKey(), "attribute", attribute.getValue()))));
        return ((JSONArray) ask(bulk)).stream().map(JolokiaClient::value).toList();
    }

    private static JSONObject exec(String mbean, String operation, List<Object> arguments) {
        return new JSONObject(Map.of("type", "exec", "mbean", mbean, "operation", operation, "arguments", arguments));
    }

    private Object ask(Object request) {
        try {
            HttpRequest.Builder post = HttpRequest.newBuilder(url).POST(HttpRequest.BodyPublishers.ofString(request.toString()));
            authorization.ifPresent(value -> post.header("Authorization", value));
            HttpResponse<String> response = http.send(post.build(), HttpResponse.BodyHandlers.ofString());
            return new JSONParser().parse(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException | ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object value(Object answer) {
        JSONObject response = (JSONObject) answer;
        if (!Long.valueOf(200).equals(response.get("status"))) {
            throw new AssertionError("Jolokia answered " + response);
        }
        return response.get("value");
    }
}
