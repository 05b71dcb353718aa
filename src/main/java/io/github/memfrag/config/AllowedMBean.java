package io.github.memfrag.config;

import static java.util.Objects.requireNonNull;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * MBeans beside our own that may be read over HTTP, or one attribute of them: {@code java.lang:type=Memory},
 * {@code java.lang:type=GarbageCollector;name=*!CollectionCount}. Since the comma separates agent arguments and the plus sign
 * entries, a semicolon stands for a comma of the name, and for what cannot be written at all the wildcard {@code ?}. Immutable.
 */
public final class AllowedMBean {
    static final String ALLOWED = "an MBean such as java.lang:type=Memory, its domain spelled out, * and ? within the rest, with ; for"
            + " each comma; one attribute of it as java.lang:type=Memory!HeapMemoryUsage";
    private static final ObjectName RUNTIME = ManagementFactory.getRuntimeMXBean().getObjectName();
    private static final List<String> RUNTIME_SECRETS = Arrays.asList("SystemProperties", "InputArguments");
    private static final Pattern ATTRIBUTE = Pattern.compile("[^!,;\\s]+");

    private final ObjectName pattern;
    private final Optional<String> attribute;

    private AllowedMBean(ObjectName pattern, Optional<String> attribute) {
        this.pattern = requireNonNull(pattern, "pattern is null");
        this.attribute = requireNonNull(attribute, "attribute is null");
    }

    public static Optional<AllowedMBean> parse(String text) {
        int mark = text.indexOf('!');
        String attribute = text.substring(mark + 1);
        if (mark >= 0 && !ATTRIBUTE.matcher(attribute).matches()) {
            return Optional.empty();
        }
        try {
            ObjectName pattern = new ObjectName((mark < 0 ? text : text.substring(0, mark)).replace(';', ','));
            return pattern.isDomainPattern() || pattern.getDomain().isEmpty() ? Optional.empty()
                    : Optional.of(new AllowedMBean(pattern, mark < 0 ? Optional.empty() : Optional.of(attribute)));
        } catch (MalformedObjectNameException e) {
            return Optional.empty();
        }
    }

    /** Whether it opens what is known to hold secrets: the JVM's system properties and command line. */
    public boolean opensSecrets() {
        return pattern.apply(RUNTIME) && attribute.map(RUNTIME_SECRETS::contains).orElse(true);
    }

    /** The MBeans; its domain is no pattern. */
    public ObjectName pattern() {
        return pattern;
    }

    /** The one attribute that may be read; empty where all may. */
    public Optional<String> attribute() {
        return attribute;
    }
}
