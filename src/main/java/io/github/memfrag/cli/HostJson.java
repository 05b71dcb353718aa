package io.github.memfrag.cli;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.config.Version;
import io.github.memfrag.fragmentation.ZoneFragmentation;
import io.github.memfrag.jmx.MBeanTable;
import io.github.memfrag.jmx.MemfragMBeans;
import io.github.memfrag.sampling.Snapshot;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;

/**
 * What the MBeans Fragmentation, Zone and Compaction say, as JSON for scripts: the same names, only beginning with a small letter,
 * and the same values, since it is the MBeans that are asked.
 */
final class HostJson {
    private final KernelView kernel;
    private final Terminal terminal;

    HostJson(KernelView kernel, Terminal terminal) {
        this.kernel = requireNonNull(kernel, "kernel is null");
        this.terminal = requireNonNull(terminal, "terminal is null");
    }

    /** All from one reading. */
    String text() throws IOException {
        // A server of its own: the platform's would start JMX in this process for nothing.
        MBeanServer server = MBeanServerFactory.newMBeanServer();
        try (Closeable pin = kernel.snapshots().pin(); MemfragMBeans mbeans = new MemfragMBeans(server, kernel.reader(),
                kernel.snapshots(), terminal.err()::println)) {
            Map<String, Object> host = new LinkedHashMap<>();
            host.put("version", Version.current());
            kernel.tree().recordedRoot().ifPresent(root -> host.put("kernelRoot", root.toString()));
            host.put("fragmentation", attributes(server, MBeanTable.FRAGMENTATION.objectName()));
            host.put("zones", zones(server, mbeans));
            host.put("compaction", attributes(server, MBeanTable.COMPACTION.objectName()));
            return OpenDataJson.text(host);
        } catch (JMException e) {
            throw new IOException(e);
        }
    }

    private List<Object> zones(MBeanServer server, MemfragMBeans mbeans) throws JMException {
        List<Object> zones = new ArrayList<>();
        try {
            Snapshot snapshot = kernel.snapshots().current();
            mbeans.showZonesOf(snapshot);
            for (ZoneFragmentation zone : snapshot.host().zones()) {
                zones.add(attributes(server, MBeanTable.zone(zone.name())));
            }
        } catch (IOException e) {
            // No zone is known then; "supported" and "unsupportedReason" say it.
        }
        return zones;
    }

    private static Map<String, Object> attributes(MBeanServer server, ObjectName mbean) throws JMException {
        String[] names = Arrays.stream(server.getMBeanInfo(mbean).getAttributes())
                .map(MBeanAttributeInfo::getName).toArray(String[]::new);
        Map<String, Object> attributes = new TreeMap<>();
        for (Attribute attribute : server.getAttributes(mbean, names).asList()) {
            attributes.put(smallInitial(attribute.getName()), attribute.getValue());
        }
        return attributes;
    }

    private static String smallInitial(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
