package io.github.memfrag.http;

import static java.util.Objects.requireNonNull;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import org.jolokia.backend.executor.AbstractMBeanServerExecutor;
import org.jolokia.backend.executor.NotChangedException;
import org.jolokia.config.ConfigKey;
import org.jolokia.config.Configuration;
import org.jolokia.config.ProcessingParameters;
import org.jolokia.converter.Converters;
import org.jolokia.converter.json.JsonConvertOptions;
import org.jolokia.handler.JsonRequestHandler;
import org.jolokia.handler.RequestHandlerManager;
import org.jolokia.request.JmxRequest;
import org.jolokia.request.JmxRequestFactory;
import org.jolokia.restrictor.AbstractConstantRestrictor;
import org.jolokia.restrictor.Restrictor;
import org.jolokia.shaded.org.json.simple.JSONArray;
import org.jolokia.shaded.org.json.simple.JSONObject;
import org.jolokia.shaded.org.json.simple.parser.JSONParser;
import org.jolokia.shaded.org.json.simple.parser.ParseException;

/**
 * Answers requests of <a href="https://jolokia.org/reference/html/protocol.html">Jolokia's protocol</a> with the parsers, handlers
 * and converters of Jolokia 1.7, and with nothing else of it: its BackendManager registers MBeans of its own, looks for servers in
 * the host and listens to them, and its HttpRequestHandler fails a whole bulk for one malformed request in it.
 *
 * <p>A request is answered on the calling thread, bulk or not, within one {@link SnapshotScope}.
 */
final class JolokiaEngine {
    private final SnapshotScope snapshots;
    private final Access forGet;
    private final Access forPost;
    private final Configuration configuration = new Configuration();
    private final Converters converters = new Converters();
    // Without a configuration and a server handle a version request has nothing to tell but versions.
    private final RequestHandlerManager handlers = new RequestHandlerManager(converters, null, new NoWrites());

    /** @param operationsRefusal why operations that change something are refused, or empty where POST may start them */
    JolokiaEngine(MBeanServerConnection server, Optional<String> operationsRefusal, SnapshotScope snapshots) {
        this.snapshots = requireNonNull(snapshots, "snapshots is null");
        this.forGet = new Access(server, AccessPolicy.read(operationsRefusal.orElse(
                "an operation that changes something needs POST: a link or an image in a page could send a GET")));
        this.forPost = new Access(server, operationsRefusal.map(AccessPolicy::read).orElseGet(AccessPolicy::operate));
    }

    /**
     * @param path what follows the path of Jolokia, decoded: {@code read/memfrag:type=Fragmentation/State}
     * @param parameters Jolokia's processing parameters, such as {@code maxDepth}
     */
    Answer get(String path, Map<String, String> parameters) {
        return inScope(() -> single(answer(() -> JmxRequestFactory.createGetRequest(path, processing(parameters)), forGet)));
    }

    /** @param body one request or an array of them, as JSON in UTF-8 */
    Answer post(byte[] body, Map<String, String> parameters) {
        JsonText text = JsonText.scan(body);
        if (text.depth() > HttpLimits.MAX_JSON_DEPTH) {
            return Answer.error(400, "the request's JSON is nested deeper than " + HttpLimits.MAX_JSON_DEPTH);
        }
        if (text.longestStringBytes() > HttpLimits.MAX_STRING_BYTES) {
            return Answer.error(400, "a string in the request is longer than " + HttpLimits.MAX_STRING_BYTES + " bytes");
        }
        Object json;
        try {
            json = new JSONParser().parse(new String(body, StandardCharsets.UTF_8));
        } catch (ParseException | RuntimeException | Error e) { // its scanner throws Error on what it cannot match
            return Answer.error(400, "the request's body is not JSON");
        }
        if (!(json instanceof List)) {
            return inScope(() -> single(answer(json, parameters)));
        }
        List<?> bulk = (List<?>) json;
        if (bulk.size() > HttpLimits.MAX_BULK_REQUESTS) {
            return Answer.error(413, "a bulk holds at most " + HttpLimits.MAX_BULK_REQUESTS + " requests, this one " + bulk.size());
        }
        return inScope(() -> Answer.json(200, answers(bulk, parameters)));
    }

    private Answer inScope(Supplier<Answer> answering) {
        try (Closeable scope = snapshots.open()) {
            return answering.get();
        } catch (IOException e) {
            return Answer.error(500, Failure.of(e).message());
        }
    }

    private static Answer single(JSONObject json) {
        return Answer.json((Integer) json.get("status"), json);
    }

    @SuppressWarnings("unchecked") // json-simple's arrays are raw lists
    private JSONArray answers(List<?> bulk, Map<String, String> parameters) {
        JSONArray answers = new JSONArray();
        bulk.forEach(request -> answers.add(answer(request, parameters)));
        return answers;
    }

    private JSONObject answer(Object json, Map<String, String> parameters) {
        return answer(() -> postRequest(json, parameters), forPost);
    }

    private JmxRequest postRequest(Object json, Map<String, String> parameters) {
        if (!(json instanceof JSONObject)) {
            throw new IllegalArgumentException("a request is a JSON object, or an array of them");
        }
        @SuppressWarnings("unchecked") // whatever else stands in it fails as a ClassCastException
        Map<String, ?> members = (Map<String, ?>) json;
        if (members.containsKey("target")) {
            throw new SecurityException("this agent is no proxy: a request may not name a target");
        }
        return JmxRequestFactory.createPostRequest(members, processing(parameters));
    }

    private static JmxRequest parse(Supplier<JmxRequest> parsing) {
        try {
            return parsing.get();
        } catch (UnsupportedOperationException e) {
            throw new IllegalArgumentException("this agent answers read, list, search, version and exec", e);
        }
    }

    private ProcessingParameters processing(Map<String, String> parameters) {
        return configuration.getProcessingParameters(parameters);
    }

    @SuppressWarnings("unchecked") // json-simple's objects are raw maps
    private JSONObject answer(Supplier<JmxRequest> parsing, Access access) {
        JmxRequest request = null;
        try {
            request = parse(parsing);
            Object value = value(request, access);
            JSONObject json = new JSONObject();
            json.put("request", request.toJSON());
            json.put("value", value);
            json.put("timestamp", System.currentTimeMillis() / 1000);
            json.put("status", 200);
            return json;
        } catch (ClassCastException | NullPointerException | IndexOutOfBoundsException | StackOverflowError e) {
            // What an MBean throws comes wrapped, so this is Jolokia, which takes much of a request for granted.
            return error(new IllegalArgumentException("the request does not follow Jolokia's protocol"), request);
        } catch (Exception e) {
            return error(e, request);
        }
    }

    @SuppressWarnings("unchecked") // json-simple's objects are raw maps
    private static JSONObject error(Exception thrown, JmxRequest request) {
        Failure failure = Failure.of(thrown);
        JSONObject json = Answer.errorJson(failure.status(), failure.message());
        json.put("error_type", failure.type());
        if (request != null) {
            json.put("request", request.toJSON());
        }
        return json;
    }

    @SuppressWarnings("unchecked") // the table of handlers is raw; a handler gets requests of its own type only
    private Object value(JmxRequest request, Access access) throws JMException, IOException, NotChangedException {
        JsonRequestHandler<JmxRequest> handler = handlers.getRequestHandler(request.getType());
        Object value = handler.handleAllServersAtOnce(request)
                ? handler.handleRequest(access, request)
                : handler.handleRequest(access.connection, request);
        List<String> path = handler.useReturnValueWithPath() ? request.getPathParts() : null;
        return converters.getToJsonConverter().convertToJson(value, path, options(request));
    }

    private static JsonConvertOptions options(JmxRequest request) {
        return new JsonConvertOptions.Builder()
                .maxDepth(request.getParameterAsInt(ConfigKey.MAX_DEPTH))
                .maxCollectionSize(request.getParameterAsInt(ConfigKey.MAX_COLLECTION_SIZE))
                .maxObjects(request.getParameterAsInt(ConfigKey.MAX_OBJECTS))
                .faultHandler(request.getValueFaultHandler())
                .useAttributeFilter(request.getPathParts() != null)
                .build();
    }

    /** The MBean server as Jolokia's handlers see it. */
    private static final class Access extends AbstractMBeanServerExecutor {
        private final MBeanServerConnection connection;

        Access(MBeanServerConnection server, AccessPolicy policy) {
            connection = new PolicyConnection(server, policy);
        }

        @Override
        protected Set<MBeanServerConnection> getMBeanServers() {
            return Collections.singleton(connection);
        }

        @Override
        public boolean hasMBeansListChangedSince(long epochSeconds) {
            return true; // nobody listens for it, and a list of ours is small
        }
    }

    /** Refuses to write before a value is even converted. */
    private static final class NoWrites extends AbstractConstantRestrictor implements Restrictor {
        NoWrites() {
            super(true);
        }

        @Override
        public boolean isAttributeWriteAllowed(ObjectName name, String attribute) {
            return false;
        }
    }
}
