package io.github.memfrag.jmx;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.fragmentation.ZoneFragmentation;
import io.github.memfrag.kernel.KernelReader;
import io.github.memfrag.kernel.ZoneName;
import io.github.memfrag.kernel.log.AllocationFailures;
import io.github.memfrag.relief.Relief;
import io.github.memfrag.sampling.Snapshot;
import io.github.memfrag.sampling.Snapshots;
import java.io.Closeable;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.management.DynamicMBean;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Keeps our MBeans in an MBean server: there as long as this is open, one for each zone that there is now. */
public final class MemfragMBeans implements Closeable {
    private final MBeanServer server;
    private final Snapshots snapshots;
    private final KernelAnswers kernel;
    private final Consumer<String> log;
    private final Set<ObjectName> registered = new LinkedHashSet<>();
    private Set<ZoneName> zones = new HashSet<>();
    private boolean closed;

    public MemfragMBeans(MBeanServer server, KernelReader reader, Snapshots snapshots, Consumer<String> log) {
        this.server = requireNonNull(server, "server is null");
        this.snapshots = requireNonNull(snapshots, "snapshots is null");
        this.kernel = new KernelAnswers(snapshots, reader.pageSizeBytes());
        this.log = requireNonNull(log, "log is null");
        register(MBeanTable.FRAGMENTATION, new FragmentationBean(kernel, reader.bootId()));
        register(MBeanTable.COMPACTION.objectName(), SnapshotMBean.of(CompactionBean.of(kernel), snapshots));
    }

    public void addAllocationFailures(Supplier<AllocationFailures> failures) {
        register(MBeanTable.ALLOCATION_FAILURES, new AllocationFailuresBean(failures));
    }

    public void addEvents(EventsMBean events) {
        register(MBeanTable.EVENTS.objectName(), events);
    }

    public void addRelief(Relief relief) {
        register(MBeanTable.RELIEF, new ReliefBean(relief));
    }

    public void addAgent(AgentBean.AgentFacts facts) {
        register(MBeanTable.AGENT, new AgentBean(facts));
    }

    /** Zones come and go with memory hotplug, and their MBeans with them. */
    public synchronized void showZonesOf(Snapshot snapshot) {
        Set<ZoneName> now = snapshot.host().zones().stream().map(ZoneFragmentation::name).collect(Collectors.toSet());
        if (closed || now.equals(zones)) {
            return;
        }
        zones.stream().filter(zone -> !now.contains(zone)).map(MBeanTable::zone).forEach(this::unregister);
        now.stream().filter(zone -> !zones.contains(zone)).sorted()
                .forEach(zone -> register(MBeanTable.zone(zone),
                        SnapshotMBean.of(new ZoneBean(kernel, zone), snapshots)));
        zones = now;
    }

    private void register(MBeanTable mbean, Object managed) {
        register(mbean.objectName(), SnapshotMBean.of(managed, snapshots));
    }

    private synchronized void register(ObjectName name, DynamicMBean mbean) {
        try {
            server.registerMBean(mbean, name);
            registered.add(name);
        } catch (InstanceAlreadyExistsException e) {
            log.accept(name + " is there already, from another memfrag-agent in this JVM; this one does not replace it");
        } catch (JMException e) {
            log.accept(name + " cannot be registered: " + e);
        }
    }

    private void unregister(ObjectName name) {
        if (!registered.remove(name)) {
            return;
        }
        try {
            server.unregisterMBean(name);
        } catch (InstanceNotFoundException e) {
            // Somebody else removed it: it is gone, as wanted.
        } catch (JMException e) {
            log.accept(name + " cannot be unregistered: " + e);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        new LinkedHashSet<>(registered).forEach(this::unregister);
    }
}
