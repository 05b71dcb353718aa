package io.github.memfrag.launch;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.config.ConfigKey;
import io.github.memfrag.config.Configuration;
import io.github.memfrag.config.ConfigurationReader;
import io.github.memfrag.config.Version;
import io.github.memfrag.fragmentation.WatchedZones;
import io.github.memfrag.http.Anonymous;
import io.github.memfrag.http.HttpAccess;
import io.github.memfrag.http.HttpEndpoint;
import io.github.memfrag.http.HttpLimits;
import io.github.memfrag.http.HttpSettings;
import io.github.memfrag.http.tls.TlsSettings;
import io.github.memfrag.jmx.AgentBean;
import io.github.memfrag.jmx.EventsMBean;
import io.github.memfrag.jmx.MemfragMBeans;
import io.github.memfrag.kernel.KernelReader;
import io.github.memfrag.kernel.KernelTree;
import io.github.memfrag.kernel.log.KernelLog;
import io.github.memfrag.relief.Relief;
import io.github.memfrag.relief.ReliefLedger;
import io.github.memfrag.relief.ReliefReport;
import io.github.memfrag.relief.ReliefSettings;
import io.github.memfrag.relief.autopilot.Autopilot;
import io.github.memfrag.relief.autopilot.AutopilotSettings;
import io.github.memfrag.sampling.Sampler;
import io.github.memfrag.sampling.Snapshots;
import io.github.memfrag.verdict.VerdictSettings;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import javax.management.MBeanServer;

/**
 * The running whole: sampler, MBeans and HTTP. What cannot work is said in the log and in the Agent MBean, and the rest goes on.
 */
public final class MemfragService implements Closeable {
    private final ConfigurationWatch configuration;
    private final AgentLog log;
    private final Snapshots snapshots;
    private final Sampler sampler;
    private final KernelLog kernelLog;
    private final EventsMBean events;
    private final Relief relief;
    private final Autopilot autopilot;
    private final MemfragMBeans mbeans;
    private final HttpEndpoint http;

    /** Starts everything; returns within milliseconds. The file of the configuration is read again whenever it changes. */
    public static MemfragService start(ConfigurationReader.Result read, MBeanServer server, AgentLog log) {
        return new MemfragService(requireNonNull(read, "read is null"), requireNonNull(server, "server is null"),
                requireNonNull(log, "log is null"));
    }

    private MemfragService(ConfigurationReader.Result read, MBeanServer server, AgentLog log) {
        this.log = log;
        Configuration atStart = read.configuration();
        configuration = new ConfigurationWatch(read, this::apply, log::info);
        KernelTree tree = kernelTree(atStart, log);
        KernelReader reader = new KernelReader(tree);
        snapshots = new Snapshots(reader, watchedZones(atStart), VerdictSettings.of(atStart));
        lookAtTheHost();
        long startEpochMillis = System.currentTimeMillis();
        events = new EventsMBean();
        kernelLog = KernelLog.start(tree, atStart.get(ConfigKey.KERNEL_LOG), failure -> {
            snapshots.failed(failure);
            // The log also tells of this boot before us: that counts, but it is no news.
            if (failure.epochMillis() >= startEpochMillis) {
                events.allocationFailed(failure);
            }
        }, log::warn);
        mbeans = new MemfragMBeans(server, reader, snapshots, log::warn);
        mbeans.addAllocationFailures(kernelLog::failures);
        relief = new Relief(tree, snapshots, ReliefSettings.of(atStart), reader.pageSizeBytes());
        relief.addListener(events.reliefs());
        relief.addListener(new ReliefLog(log));
        List<ReliefReport> onRecord = takeUpLedger(atStart, relief, log);
        autopilot = Autopilot.of(relief, AutopilotSettings.of(atStart), onRecord, Clock.systemDefaultZone());
        mbeans.addRelief(relief);
        mbeans.addEvents(events);
        StateWatch stateWatch = new StateWatch(events, log);
        sampler = Sampler.start(snapshots, atStart.get(ConfigKey.SAMPLE_INTERVAL), sample -> {
            snapshots.logReadable(kernelLog.failures().source().isPresent());
            mbeans.showZonesOf(sample);
            stateWatch.see(sample.verdict());
            relief.see(sample);
            autopilot.see(sample.verdict());
        }, () -> stateWatch.see(snapshots.verdict()));
        http = atStart.get(ConfigKey.HTTP)
                ? HttpEndpoint.start(httpSettings(atStart), server, snapshots::pin, log::info) : null;
        mbeans.addAgent(new Facts());
        if (configuration.hasFile()) {
            sampler.runBetween(configuration::look, ConfigurationWatch.PAUSE);
        }
    }

    /** What a change of the configuration's file changes at once; on the sampler's thread. */
    private void apply(Configuration changed) {
        Optional<String> missedBefore = missingOrders();
        snapshots.apply(watchedZones(changed), VerdictSettings.of(changed));
        sampler.apply(changed.get(ConfigKey.SAMPLE_INTERVAL));
        relief.apply(ReliefSettings.of(changed));
        autopilot.apply(AutopilotSettings.of(changed));
        if (http != null) {
            http.applyOperations(changed.get(ConfigKey.HTTP_OPERATIONS));
        }
        missingOrders().filter(line -> !missedBefore.equals(Optional.of(line))).ifPresent(log::info);
    }

    private static WatchedZones watchedZones(Configuration configuration) {
        return configuration.get(ConfigKey.ZONES).map(WatchedZones::named).orElseGet(WatchedZones::automatic);
    }

    /** @return the reliefs on record */
    private static List<ReliefReport> takeUpLedger(Configuration configuration, Relief relief, AgentLog log) {
        Optional<ReliefLedger> ledger = configuration.get(ConfigKey.STATE_DIR).flatMap(folder -> ReliefLedger.in(folder, log::warn));
        List<ReliefReport> onRecord = ledger.map(ReliefLedger::reports).orElse(Collections.emptyList());
        relief.remember(onRecord);
        ledger.ifPresent(relief::addListener);
        return onRecord;
    }

    private static KernelTree kernelTree(Configuration configuration, AgentLog log) {
        Optional<Path> recorded = configuration.get(ConfigKey.KERNEL_ROOT);
        recorded.ifPresent(root -> log.warn(
                "kernel.root=" + root + " is on: every figure and every write is of that recorded tree, not of this host"));
        return recorded.map(KernelTree::recorded).orElseGet(KernelTree::host);
    }

    private void lookAtTheHost() {
        try {
            snapshots.current();
            missingOrders().ifPresent(log::info);
        } catch (IOException e) {
            log.warn("this host is not supported: " + e.getMessage());
        }
    }

    /** A line that names watched orders that this kernel lacks. */
    private Optional<String> missingOrders() {
        try {
            return snapshots.settings().problemOn(snapshots.current().reading().buddyInfo().orders());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static HttpSettings httpSettings(Configuration configuration) {
        return HttpSettings.defaults()
                .withHost(configuration.get(ConfigKey.HOST))
                .withPort(configuration.get(ConfigKey.PORT))
                .withPath(configuration.get(ConfigKey.HTTP_PATH))
                .withLimits(HttpLimits.defaults().withRequestsPerSecond(configuration.get(ConfigKey.HTTP_LIMIT_RATE)))
                .withAccess(HttpAccess.defaults()
                        .withOperations(configuration.get(ConfigKey.HTTP_OPERATIONS))
                        .withAnonymous(Anonymous.named(configuration.get(ConfigKey.HTTP_ANONYMOUS)).orElse(Anonymous.AUTO))
                        .withUsersFile(configuration.get(ConfigKey.HTTP_USERS))
                        .withAllowed(configuration.get(ConfigKey.HTTP_ALLOW).orElse(Collections.emptyList())))
                .withTls(TlsSettings.of(configuration));
    }

    /** Where Jolokia answers; empty while it does not. */
    public Optional<String> url() {
        return http == null ? Optional.empty() : http.url();
    }

    /** Undoes everything: port, threads, MBeans. */
    @Override
    public void close() {
        sampler.close();
        kernelLog.close();
        if (http != null) {
            http.close();
        }
        relief.close();
        mbeans.close();
        events.close();
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
            warnings.addAll(configuration.warnings());
            missingOrders().ifPresent(warnings::add);
            if (http != null) {
                warnings.addAll(http.warnings());
            }
            return warnings;
        }

        @Override
        public Map<String, String> configuration() {
            return configuration.inForce().texts();
        }

        @Override
        public OptionalLong sampleMicros() {
            return sampler.sampleMicros();
        }
    }
}
