package io.github.memfrag.http;

import io.github.memfrag.http.login.TestUsers;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;

/** An endpoint on a free port over an MBean server of its own, and a client that asks it. */
final class Served implements AutoCloseable {
    static final ObjectName OURS = name("memfrag:type=Sample");
    static final ObjectName FOREIGN = name("other:type=Sample");

    final MBeanServer server = MBeanServerFactory.newMBeanServer();
    final SampleMBean sample = new SampleMBean();
    final List<String> log = new CopyOnWriteArrayList<>();
    /** What happened around snapshots, in order, each with the thread it happened on. */
    final List<String> scopes = new CopyOnWriteArrayList<>();
    final HttpEndpoint endpoint;
    private final HttpClient client;
    private Optional<String> authorization = Optional.empty();

    Served(HttpSettings settings) {
        this(settings, HttpClient.newHttpClient());
    }

    Served(HttpSettings settings, HttpClient client) {
        this.client = client;
        try {
            server.registerMBean(sample, OURS);
            server.registerMBean(new SampleMBean(), FOREIGN);
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
        endpoint = HttpEndpoint.start(settings, server, this::openScope, log::add);
    }

    static Served readOnly() {
        return new Served(settings());
    }

    /** Operations are on, and whoever asks is logged in as one who may start all of them. */
    static Served withOperations() {
        TestUsers users = TestUsers.create().with("operator", "operate", "secret");
        return new Served(settings().withAccess(operable(users))).as("operator", "secret");
    }

    static HttpAccess operable(TestUsers users) {
        return HttpAccess.defaults().withOperations(true).withUsersFile(Optional.of(users.path()));
    }

    /** From now on every request logs in so. */
    Served as(String name, String password) {
        authorization = Optional.of(TestUsers.basic(name, password));
        return this;
    }

    Served asAnybody() {
        authorization = Optional.empty();
        return this;
    }

    static HttpSettings settings() {
        return HttpSettings.defaults().withPort(0);
    }

    private Closeable openScope() {
        scopes.add("open " + Thread.currentThread().getName());
        return () -> scopes.add("close " + Thread.currentThread().getName());
    }

    URI uri() {
        return URI.create(endpoint.url().orElseThrow(() -> new IllegalStateException(String.join("\n", log))));
    }

    int port() {
        return uri().getPort();
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(uri().resolve(path)).GET());
    }

    HttpResponse<String> post(String json) {
        return send(HttpRequest.newBuilder(uri()).POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        authorization.ifPresent(value -> request.setHeader("Authorization", value));
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    RawConnection connect() throws IOException {
        return new RawConnection(port());
    }

    @Override
    public void close() {
        endpoint.close();
    }

    private static ObjectName name(String text) {
        try {
            return new ObjectName(text);
        } catch (JMException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
