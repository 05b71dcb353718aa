package io.github.memfrag.http;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.jmx.MBeanTable;
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
    private final AccessPolicy policy;

    PolicyConnection(MBeanServerConnection server, AccessPolicy policy) {
        this.server = requireNonNull(server, "server is null");
        this.policy = requireNonNull(policy, "policy is null");
    }

    @Override
    public Object getAttribute(ObjectName name, String attribute)
            throws MBeanException, AttributeNotFoundException, InstanceNotFoundException, ReflectionException, IOException {
        policy.checkOpen(name);
        return server.getAttribute(name, attribute);
    }

    @Override
    public AttributeList getAttributes(ObjectName name, String[] attributes)
            throws InstanceNotFoundException, ReflectionException, IOException {
        policy.checkOpen(name);
        return server.getAttributes(name, attributes);
    }

    @Override
    public MBeanInfo getMBeanInfo(ObjectName name)
            throws InstanceNotFoundException, IntrospectionException, ReflectionException, IOException {
        policy.checkOpen(name);
        return server.getMBeanInfo(name);
    }

    @Override
    public ObjectInstance getObjectInstance(ObjectName name) throws InstanceNotFoundException, IOException {
        policy.checkOpen(name);
        return server.getObjectInstance(name);
    }

    @Override
    public boolean isRegistered(ObjectName name) throws IOException {
        policy.checkOpen(name);
        return server.isRegistered(name);
    }

    @Override
    public boolean isInstanceOf(ObjectName name, String className) throws InstanceNotFoundException, IOException {
        policy.checkOpen(name);
        return server.isInstanceOf(name, className);
    }

    @Override
    public Object invoke(ObjectName name, String operation, Object[] params, String[] signature)
            throws InstanceNotFoundException, MBeanException, ReflectionException, IOException {
        policy.checkOpen(name);
        policy.checkOperation(operationInfo(name, operation, signature));
        return server.invoke(name, operation, params, signature);
    }

    @Override
    public Set<ObjectName> queryNames(ObjectName pattern, QueryExp query) throws IOException {
        Set<ObjectName> names = new LinkedHashSet<>(server.queryNames(policy.narrow(pattern), query));
        names.removeIf(name -> pattern != null && !pattern.apply(name));
        return names;
    }

    @Override
    public Set<ObjectInstance> queryMBeans(ObjectName pattern, QueryExp query) throws IOException {
        Set<ObjectInstance> instances = new LinkedHashSet<>(server.queryMBeans(policy.narrow(pattern), query));
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
    public String[] getDomains() {
        return new String[] {MBeanTable.DOMAIN};
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
