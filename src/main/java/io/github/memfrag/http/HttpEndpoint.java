package io.github.memfrag.http;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.http.tls.Tls;
import io.github.memfrag.http.tls.TlsException;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.management.MBeanServerConnection;

/**
 * Serves our MBeans over Jolokia HTTP until it is closed. While its address cannot be listened on, since another agent has it or
 * the network is not up yet, it says so once and tries again: with several agents on one host one serves, and when it goes another
 * follows.
 */
public final class HttpEndpoint implements AutoCloseable {
    private static final long WORKER_IDLE_SECONDS = 30;
    private static final long MAX_SWEEP_MILLIS = 1000;

    private final HttpSettings settings;
    private final MBeanServerConnection server;
    private final SnapshotScope snapshots;
    private final Consumer<String> log;
    private final HttpThreads timerThread = new HttpThreads("timer");
    private final HttpThreads workerThreads = new HttpThreads("worker");
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, timerThread);
    private final ThreadPoolExecutor workers = new ThreadPoolExecutor(HttpLimits.WORKERS, HttpLimits.WORKERS,
            WORKER_IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(HttpLimits.WAITING_REQUESTS), workerThreads);
    private final AccessControl access;
    private HttpListener listener;
    private volatile Optional<Tls> tls = Optional.empty();
    private boolean closed;
    private volatile Optional<String> url = Optional.empty();
    private volatile List<String> warnings = Collections.emptyList();

    private HttpEndpoint(HttpSettings settings, MBeanServerConnection server, SnapshotScope snapshots, Consumer<String> log) {
        this.settings = requireNonNull(settings, "settings is null");
        this.server = requireNonNull(server, "server is null");
        this.snapshots = requireNonNull(snapshots, "snapshots is null");
        this.log = requireNonNull(log, "log is null");
        workers.allowCoreThreadTimeOut(true);
        access = new AccessControl(settings.access(), workers, log);
    }

    /**
     * Tries once to listen, and goes on trying in the background where that fails; it never throws for an address.
     *
     * @param log takes one line when it serves, when it cannot, and for what keeps people out
     */
    public static HttpEndpoint start(HttpSettings settings, MBeanServerConnection server, SnapshotScope snapshots,
            Consumer<String> log) {
        HttpEndpoint endpoint = new HttpEndpoint(settings, server, snapshots, log);
        endpoint.open();
        long sweepMillis = Math.min(MAX_SWEEP_MILLIS, settings.limits().transferMillis());
        endpoint.timer.scheduleWithFixedDelay(endpoint::watch, sweepMillis, sweepMillis, TimeUnit.MILLISECONDS);
        return endpoint;
    }

    /** Whether operations that change something may be started from now on, by users of the role operate. */
    public void applyOperations(boolean switchedOn) {
        access.operations().apply(switchedOn);
    }

    /** Where it serves now, with the real port; empty while it does not. */
    public Optional<String> url() {
        return url;
    }

    /** What is not as it was configured, or not as it should be: not served at all, nobody who could log in, no TLS; a sentence each. */
    public List<String> warnings() {
        List<String> all = new ArrayList<>(warnings);
        all.addAll(access.warnings());
        tls.ifPresent(encryption -> all.addAll(encryption.warnings()));
        return all;
    }

    /** Gives up the address and ends every thread; a request that is worked on is interrupted. */
    @Override
    public void close() {
        HttpListener last;
        synchronized (this) {
            closed = true;
            last = listener;
            listener = null;
            url = Optional.empty();
            timer.shutdownNow();
        }
        if (last != null) {
            last.close();
        }
        workers.shutdownNow();
        access.close();
        timerThread.join();
        workerThreads.join();
    }

    private void open() {
        try {
            if (settings.tls().wanted() && !tls.isPresent()) {
                tls = Optional.of(Tls.start(settings.tls(), log));
            }
            listen(InetAddress.getByName(settings.host()));
        } catch (TlsException e) {
            retryLater(e.getMessage());
        } catch (IOException | IllegalStateException e) { // the latter when there is no file descriptor left for a selector
            retryLater(reason(e));
        }
    }

    private synchronized void listen(InetAddress address) throws IOException {
        if (closed) {
            return;
        }
        JolokiaEngine engine = new JolokiaEngine(server, access.openMBeans(), access.operations(), snapshots);
        listener = HttpListener.open(new InetSocketAddress(address, settings.port()), new RequestGate(settings, address),
                new RequestAnswerer(settings.path(), access.doorkeeperAt(address), engine), workers, settings.limits(), tls);
        String serving = settings.scheme() + "://" + authority(address, listener.port()) + settings.path();
        url = Optional.of(serving);
        log.accept("serving " + serving);
        warnings = settings.plainTextWarning(address).map(Collections::singletonList).orElseGet(Collections::emptyList);
        warnings.forEach(log);
        access.gaps().forEach(log);
    }

    private synchronized void retryLater(String reason) {
        if (closed) {
            return;
        }
        String line = "cannot serve " + settings.scheme().toUpperCase(Locale.ROOT) + " on " + settings.host() + ":" + settings.port() + " ("
                + reason + "); the MBeans stay reachable over JMX, and it is tried again every " + settings.retryMillis() / 1000 + " s";
        if (!warnings.contains(line)) {
            log.accept(line);
        }
        warnings = Collections.singletonList(line);
        timer.schedule(this::open, settings.retryMillis(), TimeUnit.MILLISECONDS);
    }

    private void watch() {
        tls.ifPresent(Tls::look);
        HttpListener watched;
        synchronized (this) {
            watched = listener;
        }
        if (watched != null && watched.isAlive()) {
            watched.connections().sweep();
        } else if (watched != null) {
            giveUp(watched);
        }
    }

    /** A reactor without file descriptors or memory ends for good; a later one may find them again. */
    private void giveUp(HttpListener dead) {
        dead.close();
        synchronized (this) {
            listener = null;
            url = Optional.empty();
        }
        retryLater("its threads have ended");
    }

    private static String authority(InetAddress address, int port) {
        String literal = address.getHostAddress();
        return (address instanceof Inet6Address ? "[" + literal + "]" : literal) + ":" + port;
    }

    private static String reason(Exception e) {
        if (e instanceof UnknownHostException) {
            return "unknown host";
        }
        String message = String.valueOf(e.getMessage());
        return message.substring(message.lastIndexOf(": ") + 1).trim(); // the reactor puts its own state in front
    }
}
