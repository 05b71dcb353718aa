package io.github.memfrag.http;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.jmx.MBeanTable;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
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
    /** Further requests of a bulk cost little beside the first, but not nothing. */
    private static final double WORTH_IN_BULK = 0.1;
    private static final int UNAUTHORIZED = 401;
    private static final JSONObject TOO_MUCH = Answer.errorJson(413, "the answers before it in the bulk are more than "
            + HttpLimits.MAX_BULK_ANSWER_BYTES + " bytes already: ask for it in another request");

    private final MBeanServerConnection server;
    private final OpenMBeans open;
    private final OperationRules operations;
    private final SnapshotScope snapshots;
    private final Configuration configuration = new Configuration();
    private final Converters converters = new Converters();
    // Without a configuration and a server handle a version request has nothing to tell but versions.
    private final RequestHandlerManager handlers = new RequestHandlerManager(converters, null, new OurOperationsOnly());

    JolokiaEngine(MBeanServerConnection server, OpenMBeans open, OperationRules operations, SnapshotScope snapshots) {
        this.server = requireNonNull(server, "server is null");
        this.open = requireNonNull(open, "open is null");
        this.operations = requireNonNull(operations, "operations is null");
        this.snapshots = requireNonNull(snapshots, "snapshots is null");
    }

    /**
     * @param path what follows the path of Jolokia, decoded: {@code read/memfrag:type=Fragmentation/State}
     * @param parameters Jolokia's processing parameters, such as {@code maxDepth}
     */
    Answer get(String path, Map<String, String> parameters, Caller caller) {
        Access access = access(caller, false);
        return inScope(() -> single(answer(() -> JmxRequestFactory.createGetRequest(path, processing(parameters)), access)));
    }

    /** @param body one request or an array of them, as JSON in UTF-8 */
    Answer post(byte[] body, Map<String, String> parameters, Caller caller) {
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
        Access access = access(caller, true);
        if (!(json instanceof List)) {
            return inScope(() -> single(answer(json, parameters, access)));
        }
        List<?> bulk = (List<?>) json;
        if (bulk.size() > HttpLimits.MAX_BULK_REQUESTS) {
            return Answer.error(413, "a bulk holds at most " + HttpLimits.MAX_BULK_REQUESTS + " requests, this one " + bulk.size());
        }
        caller.client().budget().charge((bulk.size() - 1) * WORTH_IN_BULK);
        return inScope(() -> Answer.json(200, answers(bulk, parameters, access)));
    }

    private Access access(Caller caller, boolean post) {
        return new Access(new PolicyConnection(server, open, operations.policyFor(caller, post), caller.toString()));
    }

    private Answer inScope(Supplier<Answer> answering) {
        try (Closeable scope = snapshots.open()) {
            return answering.get();
        } catch (IOException e) {
            return Answer.error(500, Failure.of(e).message());
        }
    }

    private static Answer single(JSONObject json) {
        int status = (Integer) json.get("status");
        Answer answer = Answer.json(status, json);
        return status == UNAUTHORIZED ? answer.withChallenge() : answer;
    }

    /** JSON in UTF-8, made piece by piece: as objects all of it would be ten times as large. */
    private byte[] answers(List<?> bulk, Map<String, String> parameters, Access access) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Writer text = new OutputStreamWriter(bytes, StandardCharsets.UTF_8)) {
            char separator = '[';
            for (Object request : bulk) {
                text.write(separator);
                text.flush();
                JSONObject answer = bytes.size() > HttpLimits.MAX_BULK_ANSWER_BYTES ? TOO_MUCH : answer(request, parameters, access);
                answer.writeJSONString(text);
                separator = ',';
            }
            text.write(bulk.isEmpty() ? "[]" : "]");
        } catch (IOException e) { // never: it is in memory
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private JSONObject answer(Object json, Map<String, String> parameters, Access access) {
        return answer(() -> postRequest(json, parameters), access);
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

        Access(PolicyConnection connection) {
            this.connection = connection;
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

    /** Refuses to write, and operations elsewhere, before a value is even converted. */
    private static final class OurOperationsOnly extends AbstractConstantRestrictor implements Restrictor {
        OurOperationsOnly() {
            super(true);
        }

        @Override
        public boolean isOperationAllowed(ObjectName name, String operation) {
            return name.getDomain().equals(MBeanTable.DOMAIN);
        }

        @Override
        public boolean isAttributeWriteAllowed(ObjectName name, String attribute) {
            return false;
        }
    }
}
