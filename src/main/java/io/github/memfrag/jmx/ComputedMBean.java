package io.github.memfrag.jmx;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.ImmutableDescriptor;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.ReflectionException;

/** A read-only MBean whose attributes are known when it is made, not when it is written: what this very kernel has. */
final class ComputedMBean implements DynamicMBean {
    private final MBeanInfo info;
    private final Map<String, Supplier<?>> values;

    private ComputedMBean(MBeanInfo info, Map<String, Supplier<?>> values) {
        this.info = info;
        this.values = values;
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        return info;
    }

    @Override
    public Object getAttribute(String attribute) throws AttributeNotFoundException {
        Supplier<?> value = values.get(attribute);
        if (value == null) {
            throw new AttributeNotFoundException(attribute);
        }
        return value.get();
    }

    @Override
    public AttributeList getAttributes(String[] attributes) {
        AttributeList list = new AttributeList();
        for (String attribute : attributes) {
            if (values.containsKey(attribute)) {
                list.add(new Attribute(attribute, values.get(attribute).get()));
            }
        }
        return list;
    }

    @Override
    public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
        throw new AttributeNotFoundException("no attribute of this MBean can be set");
    }

    @Override
    public AttributeList setAttributes(AttributeList attributes) {
        return new AttributeList();
    }

    @Override
    public Object invoke(String operation, Object[] parameters, String[] signature) throws ReflectionException {
        throw new ReflectionException(new NoSuchMethodException(operation), "this MBean has no operation");
    }

    /** Collects the attributes. */
    static final class Builder {
        private final Map<String, MBeanAttributeInfo> infos = new LinkedHashMap<>();
        private final Map<String, Supplier<?>> values = new LinkedHashMap<>();

        <T> Builder attribute(String name, Class<T> type, String unit, String description, Supplier<T> value) {
            infos.put(name, new MBeanAttributeInfo(name, type.getName(), description, true, false, false,
                    new ImmutableDescriptor("units=" + unit)));
            values.put(name, requireNonNull(value, "value is null"));
            return this;
        }

        ComputedMBean build(String description) {
            return new ComputedMBean(new MBeanInfo(ComputedMBean.class.getName(), description,
                    infos.values().toArray(new MBeanAttributeInfo[0]), null, null, null), values);
        }
    }
}
