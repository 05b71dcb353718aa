package io.github.memfrag.http;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.jmx.MBeanTable;
import io.github.memfrag.relief.Requester;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.InstanceNotFoundException;
import javax.management.IntrospectionException;
import javax.management.MBeanException;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServerConnection;
import javax.management.NotificationFilter;
import javax.management.NotificationListener;
import javax.management.ObjectInstance;
import javax.management.ObjectName;
import javax.management.QueryExp;
import javax.management.ReflectionException;

/**
 * An MBean server as far as a policy opens it: all that Jolokia reads, lists, searches and invokes goes through here, and what is
 * closed is not even asked for. Nothing can be written, registered or listened to.
 */
final class PolicyConnection implements MBeanServerConnection {
    private final MBeanServerConnection server;
    private final OpenMBeans open;
    private final OperationPolicy operations;
    private final String requester;

    /** @param requester who asks, for the reports of operations */
    PolicyConnection(MBeanServerConnection server, OpenMBeans open, OperationPolicy operations, String requester) {
        this.server = requireNonNull(server, "server is null");
        this.open = requireNonNull(open, "open is null");
        this.operations = requireNonNull(operations, "operations is null");
        this.requester = requireNonNull(requester, "requester is null");
    }

    @Override
    public Object getAttribute(ObjectName name, String attribute)
            throws MBeanException, AttributeNotFoundException, InstanceNotFoundException, ReflectionException, IOException {
        open.checkOpen(name, attribute);
        Object value = server.getAttribute(name, attribute);
        return open.isOurs(name) ? value : ForeignValue.plain(value);
    }

    @Override
    public AttributeList getAttributes(ObjectName name, String[] attributes)
            throws InstanceNotFoundException, ReflectionException, IOException {
        for (String attribute : attributes) {
            open.checkOpen(name, attribute);
        }
        AttributeList values = server.getAttributes(name, attributes);
        if (!open.isOurs(name)) {
            values.asList().replaceAll(value -> new Attribute(value.getName(), ForeignValue.plain(value.getValue())));
        }
        return values;
    }

    @Override
    public MBeanInfo getMBeanInfo(ObjectName name)
            throws InstanceNotFoundException, IntrospectionException, ReflectionException, IOException {
        open.checkOpen(name);
        return open.visible(name, server.getMBeanInfo(name));
    }

    @Override
    public ObjectInstance getObjectInstance(ObjectName name) throws InstanceNotFoundException, IOException {
        open.checkOpen(name);
        return server.getObjectInstance(name);
    }

    @Override
    public boolean isRegistered(ObjectName name) throws IOException {
        open.checkOpen(name);
        return server.isRegistered(name);
    }

    @Override
    public boolean isInstanceOf(ObjectName name, String className) throws InstanceNotFoundException, IOException {
        open.checkOpen(name);
        return server.isInstanceOf(name, className);
    }

    @Override
    public Object invoke(ObjectName name, String operation, Object[] params, String[] signature)
            throws InstanceNotFoundException, MBeanException, ReflectionException, IOException {
        if (!open.isOurs(name)) {
            throw new SecurityException("only operations of the domain " + MBeanTable.DOMAIN + " can be reached over HTTP");
        }
        operations.check(operationInfo(name, operation, signature), params);
        try (Closeable asking = Requester.as(requester)) {
            return server.invoke(name, operation, params, signature);
        }
    }

    @Override
    public Set<ObjectName> queryNames(ObjectName pattern, QueryExp query) throws IOException {
        Set<ObjectName> names = new LinkedHashSet<>();
        for (ObjectName among : open.narrow(pattern)) {
            names.addAll(server.queryNames(among, query));
        }
        names.removeIf(name -> pattern != null && !pattern.apply(name));
        return names;
    }

    @Override
    public Set<ObjectInstance> queryMBeans(ObjectName pattern, QueryExp query) throws IOException {
        Set<ObjectInstance> instances = new LinkedHashSet<>();
        for (ObjectName among : open.narrow(pattern)) {
            instances.addAll(server.queryMBeans(among, query));
        }
        instances.removeIf(instance -> pattern != null && !pattern.apply(instance.getObjectName()));
        return instances;
    }

    @Override
    public Integer getMBeanCount() throws IOException {
        return queryNames(null, null).size();
    }

    @Override
    public String getDefaultDomain() {
        return MBeanTable.DOMAIN;
    }

    @Override
    public String[] getDomains() throws IOException {
        return queryNames(null, null).stream().map(ObjectName::getDomain).distinct().toArray(String[]::new);
    }

    @Override
    public void setAttribute(ObjectName name, Attribute attribute) {
        throw readOnly();
    }

    @Override
    public AttributeList setAttributes(ObjectName name, AttributeList attributes) {
        throw readOnly();
    }

    @Override
    public ObjectInstance createMBean(String className, ObjectName name) {
        throw readOnly();
    }

    @Override
    public ObjectInstance createMBean(String className, ObjectName name, ObjectName loaderName) {
        throw readOnly();
    }

    @Override
    public ObjectInstance createMBean(String className, ObjectName name, Object[] params, String[] signature) {
        throw readOnly();
    }

    @Override
    public ObjectInstance createMBean(String className, ObjectName name, ObjectName loaderName, Object[] params,
            String[] signature) {
        throw readOnly();
    }

    @Override
    public void unregisterMBean(ObjectName name) {
        throw readOnly();
    }

    @Override
    public void addNotificationListener(ObjectName name, NotificationListener listener, NotificationFilter filter,
            Object handback) {
        throw readOnly();
    }

    @Override
    public void addNotificationListener(ObjectName name, ObjectName listener, NotificationFilter filter, Object handback) {
        throw readOnly();
    }

    @Override
    public void removeNotificationListener(ObjectName name, ObjectName listener) {
        throw readOnly();
    }

    @Override
    public void removeNotificationListener(ObjectName name, ObjectName listener, NotificationFilter filter, Object handback) {
        throw readOnly();
    }

    @Override
    public void removeNotificationListener(ObjectName name, NotificationListener listener) {
        throw readOnly();
    }

    @Override
    public void removeNotificationListener(ObjectName name, NotificationListener listener, NotificationFilter filter,
            Object handback) {
        throw readOnly();
    }

    private MBeanOperationInfo operationInfo(ObjectName name, String operation, String[] signature)
            throws InstanceNotFoundException, ReflectionException, IOException {
        try {
            for (MBeanOperationInfo info : server.getMBeanInfo(name).getOperations()) {
                if (info.getName().equals(operation) && Arrays.equals(signatureOf(info), signature)) {
                    return info;
                }
            }
        } catch (IntrospectionException e) {
            throw new ReflectionException(e);
        }
        throw new ReflectionException(new NoSuchMethodException(operation), "no operation " + operation + " on " + name);
    }

    private static String[] signatureOf(MBeanOperationInfo info) {
        return Arrays.stream(info.getSignature()).map(MBeanParameterInfo::getType).toArray(String[]::new);
    }

    private static SecurityException readOnly() {
        return new SecurityException("nothing can be written, registered or listened to over HTTP");
    }
}
