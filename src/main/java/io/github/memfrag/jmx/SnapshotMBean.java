package io.github.memfrag.jmx;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.sampling.Snapshots;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.InvalidAttributeValueException;
import javax.management.MBeanException;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.ReflectionException;
import org.weakref.jmx.MemfragMBeanBridge;

/**
 * A jmxutils MBean with what jmxutils leaves out: a description of the bean, the impact of its operations, errors that say what
 * was wrong, and one snapshot for all attributes that are read in one call.
 */
final class SnapshotMBean implements DynamicMBean {
    private final DynamicMBean delegate;
    private final Snapshots snapshots;
    private final MBeanInfo info;

    private SnapshotMBean(DynamicMBean delegate, Snapshots snapshots, MBeanInfo info) {
        this.delegate = requireNonNull(delegate, "delegate is null");
        this.snapshots = requireNonNull(snapshots, "snapshots is null");
        this.info = info;
    }

    /** @param managed marked with jmxutils' annotations */
    static SnapshotMBean of(Object managed, Snapshots snapshots) {
        DynamicMBean built = MemfragMBeanBridge.build(requireNonNull(managed, "managed is null"));
        return new SnapshotMBean(built, snapshots, completed(managed.getClass(), built.getMBeanInfo()));
    }

    static SnapshotMBean of(ComputedMBean computed, Snapshots snapshots) {
        return new SnapshotMBean(computed, snapshots, computed.getMBeanInfo());
    }

    private static MBeanInfo completed(Class<?> type, MBeanInfo built) {
        MBeanOperationInfo[] operations = Arrays.stream(built.getOperations())
                .map(operation -> new MBeanOperationInfo(operation.getName(), operation.getDescription(),
                        described(operation.getSignature()), operation.getReturnType(), impact(operation),
                        operation.getDescriptor()))
                .toArray(MBeanOperationInfo[]::new);
        return new MBeanInfo(type.getName(), type.getAnnotation(Description.class).value(), built.getAttributes(),
                null, operations, null, built.getDescriptor());
    }

    /** jmxutils puts a parameter's description into its descriptor only. */
    private static MBeanParameterInfo[] described(MBeanParameterInfo[] parameters) {
        return Arrays.stream(parameters)
                .map(parameter -> new MBeanParameterInfo(parameter.getName(), parameter.getType(),
                        String.valueOf(parameter.getDescriptor().getFieldValue("description")), parameter.getDescriptor()))
                .toArray(MBeanParameterInfo[]::new);
    }

    private static int impact(MBeanOperationInfo operation) {
        Object impact = operation.getDescriptor().getFieldValue(Impact.FIELD);
        return impact == null ? MBeanOperationInfo.UNKNOWN : (Integer) impact;
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        return info;
    }

    @Override
    public Object getAttribute(String attribute) throws AttributeNotFoundException, MBeanException, ReflectionException {
        try {
            return delegate.getAttribute(attribute);
        } catch (MBeanException e) {
            throw plain(e);
        }
    }

    @Override
    public AttributeList getAttributes(String[] attributes) {
        try (Closeable pin = snapshots.pin()) {
            return delegate.getAttributes(attributes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void setAttribute(Attribute attribute)
            throws AttributeNotFoundException, InvalidAttributeValueException, MBeanException, ReflectionException {
        delegate.setAttribute(attribute);
    }

    @Override
    public AttributeList setAttributes(AttributeList attributes) {
        return delegate.setAttributes(attributes);
    }

    @Override
    public Object invoke(String name, Object[] parameters, String[] signature) throws MBeanException, ReflectionException {
        try {
            return delegate.invoke(name, parameters, signature);
        } catch (MBeanException e) {
            throw plain(e);
        }
    }

    /** jmxutils says "RuntimeException occurred while invoking …" where the user needs to read what was wrong. */
    private static MBeanException plain(MBeanException e) {
        Exception cause = e.getTargetException();
        if (cause instanceof RuntimeException) {
            throw (RuntimeException) cause; // The MBean server wraps it.
        }
        return new MBeanException(cause, cause.getMessage());
    }
}
