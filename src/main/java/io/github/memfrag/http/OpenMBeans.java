package io.github.memfrag.http;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.config.AllowedMBean;
import io.github.memfrag.jmx.MBeanTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * What can be reached: the MBeans of our domain, and of others those to read that {@code http.allow} names, or single attributes of
 * them. What is closed is refused in the same words whether it exists or not. Immutable.
 */
final class OpenMBeans {
    private static final ObjectName ONE_OF_OURS = MBeanTable.AGENT.objectName();

    private final List<AllowedMBean> allowed;

    OpenMBeans(List<AllowedMBean> allowed) {
        this.allowed = requireNonNull(allowed, "allowed is null");
    }

    boolean isOurs(ObjectName name) {
        return name.getDomain().equals(MBeanTable.DOMAIN);
    }

    boolean isOpen(ObjectName name) {
        return isOurs(name) || allowed.stream().anyMatch(entry -> entry.pattern().apply(name));
    }

    /** @throws SecurityException when the MBean is closed */
    void checkOpen(ObjectName name) {
        if (!isOpen(name)) {
            throw closed();
        }
    }

    /** @throws SecurityException when the attribute is closed */
    void checkOpen(ObjectName name, String attribute) {
        if (!isOpen(name, attribute)) {
            throw closed();
        }
    }

    private boolean isOpen(ObjectName name, String attribute) {
        return isOurs(name) || allowed.stream().anyMatch(entry -> entry.pattern().apply(name)
                && entry.attribute().map(attribute::equals).orElse(true));
    }

    /**
     * The MBeans to look among when {@code pattern} is asked for, null meaning all.
     *
     * @throws SecurityException when no open MBean could ever match
     */
    Set<ObjectName> narrow(ObjectName pattern) {
        Set<ObjectName> open = new LinkedHashSet<>();
        if (pattern == null || wholeDomain(pattern).apply(ONE_OF_OURS)) {
            open.add(MBeanTable.everything());
        }
        for (AllowedMBean entry : allowed) {
            if (pattern == null || wholeDomain(pattern).apply(oneOf(entry.pattern().getDomain()))) {
                open.add(entry.pattern());
            }
        }
        if (open.isEmpty()) {
            throw closed();
        }
        return open;
    }

    /** Of ours all; of another what may be read, without operations. */
    MBeanInfo visible(ObjectName name, MBeanInfo info) {
        if (isOurs(name)) {
            return info;
        }
        List<MBeanAttributeInfo> attributes = new ArrayList<>();
        Arrays.stream(info.getAttributes()).filter(attribute -> attribute.isReadable() && isOpen(name, attribute.getName()))
                .forEach(attribute -> attributes.add(new MBeanAttributeInfo(attribute.getName(), attribute.getType(),
                        attribute.getDescription(), true, false, attribute.isIs())));
        return new MBeanInfo(info.getClassName(), info.getDescription(), attributes.toArray(new MBeanAttributeInfo[0]), null, null,
                null);
    }

    private SecurityException closed() {
        return new SecurityException("only the MBeans of the domain " + MBeanTable.DOMAIN
                + " and what http.allow names can be reached over HTTP");
    }

    private static ObjectName wholeDomain(ObjectName pattern) {
        return name(pattern.getDomain() + ":*");
    }

    private static ObjectName oneOf(String domain) {
        return name(domain + ":type=any");
    }

    private static ObjectName name(String text) {
        try {
            return new ObjectName(text);
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
