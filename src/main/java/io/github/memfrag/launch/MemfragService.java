package io.github.memfrag.launch;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.config.ConfigKey;
import io.github.memfrag.config.Configuration;
import io.github.memfrag.config.Version;
import io.github.memfrag.fragmentation.WatchedZones;
import io.github.memfrag.http.HttpEndpoint;
import io.github.memfrag.http.HttpSettings;
import io.github.memfrag.jmx.AgentBean;
import io.github.memfrag.jmx.MemfragMBeans;
import io.github.memfrag.kernel.KernelReader;
import io.github.memfrag.kernel.KernelTree;
import io.github.memfrag.relief.Relief;
import io.github.memfrag.sampling.Sampler;
import io.github.memfrag.sampling.Snapshots;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import javax.management.MBeanServer;

/**
 * The running whole: sampler, MBeans and HTTP. What cannot work is said in the log and in the Agent MBean, and the rest goes on.
 */
public final class MemfragService implements Closeable {
    private final Configuration configuration;
    private final AgentLog log;
    private final Sampler sampler;
    private final MemfragMBeans mbeans;
    private final HttpEndpoint http;

    private MemfragService(Configuration configuration, AgentLog log, Sampler sampler, MemfragMBeans mbeans, HttpEndpoint http) {
        this.configuration = configuration;
        this.log = log;
        this.sampler = sampler;
        this.mbeans = mbeans;
        this.http = http;
    }

    /** Starts everything; returns within milliseconds. */
    public static MemfragService start(Configuration configuration, MBeanServer server, AgentLog log) {
        requireNonNull(configuration, "configuration is null");
        requireNonNull(server, "server is null");
        requireNonNull(log, "log is null");
        KernelTree tree = kernelTree(configuration, log);
        KernelReader reader = new KernelReader(tree);
        Snapshots snapshots = new Snapshots(reader, configuration.get(ConfigKey.ZONES)
                .map(WatchedZones::named).orElseGet(WatchedZones::automatic));
        int watchOrder = watchOrder(configuration, snapshots, log);
        MemfragMBeans mbeans = new MemfragMBeans(server, reader, snapshots, watchOrder, log::warn);
        mbeans.addRelief(new Relief(tree, snapshots, watchOrder, reader.pageSizeBytes()));
        Sampler sampler = Sampler.start(snapshots, configuration.get(ConfigKey.SAMPLE_INTERVAL), mbeans::showZonesOf);
        HttpEndpoint http = configuration.get(ConfigKey.HTTP)
                ? HttpEndpoint.start(httpSettings(configuration), server, snapshots::pin, log::info) : null;
        MemfragService service = new MemfragService(configuration, log, sampler, mbeans, http);
        mbeans.addAgent(service.new Facts());
        return service;
    }

    private static KernelTree kernelTree(Configuration configuration, AgentLog log) {
        Optional<Path> recorded = configuration.get(ConfigKey.KERNEL_ROOT);
        recorded.ifPresent(root -> log.warn(
                "kernel.root=" + root + " is on: every figure and every write is of that recorded tree, not of this host"));
        return recorded.map(KernelTree::recorded).orElseGet(KernelTree::host);
    }

    private static int watchOrder(Configuration configuration, Snapshots snapshots, AgentLog log) {
        int wanted = configuration.get(ConfigKey.WATCH_ORDER).get(0);
        try {
            int orders = snapshots.current().reading().buddyInfo().orders();
            if (wanted < orders) {
                return wanted;
            }
            int fallback = Math.min(orders - 1, Integer.parseInt(ConfigKey.WATCH_ORDER.defaultText()));
            log.warn("watch.order=" + wanted + " is not allowed on this kernel; " + fallback + " applies. Allowed: 0 to " + (orders - 1));
            return fallback;
        } catch (IOException e) {
            log.warn("this host is not supported: " + e.getMessage());
            return wanted;
        }
    }

    private static HttpSettings httpSettings(Configuration configuration) {
        return HttpSettings.defaults()
                .withHost(configuration.get(ConfigKey.HOST))
                .withPort(configuration.get(ConfigKey.PORT))
                .withPath(configuration.get(ConfigKey.HTTP_PATH))
                .withOperations(configuration.get(ConfigKey.HTTP_OPERATIONS));
    }

    /** Where Jolokia answers; empty while it does not. */
    public Optional<String> url() {
        return http == null ? Optional.empty() : http.url();
    }

    /** Undoes everything: port, threads, MBeans. */
    @Override
    public void close() {
        sampler.close();
        if (http != null) {
            http.close();
        }
        mbeans.close();
    }

    private final class Facts implements AgentBean.AgentFacts {
        @Override
        public String version() {
            return Version.current();
        }

        @Override
        public Optional<String> url() {
            return MemfragService.this.url();
        }

        @Override
        public List<String> warnings() {
            List<String> warnings = log.warnings();
            if (http != null) {
                warnings.addAll(http.warnings());
            }
            return warnings;
        }

        @Override
        public Map<String, String> configuration() {
            return configuration.texts();
        }

        @Override
        public OptionalLong sampleMicros() {
            return sampler.sampleMicros();
        }
    }
}
