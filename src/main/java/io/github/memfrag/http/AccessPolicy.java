package io.github.memfrag.http;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import javax.management.MBeanOperationInfo;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * What a request may reach: the MBeans of our domain, their operations that only tell something, and the others where they are
 * allowed. What is closed is refused in the same words whether it exists or not. Immutable.
 */
final class AccessPolicy {
    static final String DOMAIN = "memfrag";
    private static final ObjectName ALL_OURS = name(DOMAIN + ":*");
    private static final ObjectName ONE_OF_OURS = name(DOMAIN + ":type=any");

    private final Optional<String> operationsRefusal;

    private AccessPolicy(Optional<String> operationsRefusal) {
        this.operationsRefusal = operationsRefusal;
    }

    /** Reading, and every operation. */
    static AccessPolicy operate() {
        return new AccessPolicy(Optional.empty());
    }

    /** Reading, and of the operations those that only tell something; {@code refusal} is the answer to the others. */
    static AccessPolicy read(String refusal) {
        return new AccessPolicy(Optional.of(requireNonNull(refusal, "refusal is null")));
    }

    /** @throws SecurityException when the MBean is closed */
    void checkOpen(ObjectName name) {
        if (!name.getDomain().equals(DOMAIN)) {
            throw closed();
        }
    }

    /**
     * The MBeans to look among when {@code pattern} is asked for, null meaning all.
     *
     * @throws SecurityException when no open MBean could ever match
     */
    ObjectName narrow(ObjectName pattern) {
        if (pattern != null && !name(pattern.getDomain() + ":*").apply(ONE_OF_OURS)) {
            throw closed();
        }
        return ALL_OURS;
    }

    /** @throws SecurityException when the operation is not allowed */
    void checkOperation(MBeanOperationInfo operation) {
        if (operation.getImpact() != MBeanOperationInfo.INFO && operationsRefusal.isPresent()) {
            throw new SecurityException(operationsRefusal.get());
        }
    }

    private static SecurityException closed() {
        return new SecurityException("only the MBeans of the domain " + DOMAIN + " can be reached over HTTP");
    }

    private static ObjectName name(String text) {
        try {
            return new ObjectName(text);
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException(text + " is no object name", e);
        }
    }
}
