package io.github.memfrag.http;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.jmx.MBeanTable;
import java.util.Optional;
import javax.management.MBeanOperationInfo;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * What a request may reach: the MBeans of our domain, their operations that only tell something, and the others where they are
 * allowed. What is closed is refused in the same words whether it exists or not. Immutable.
 */
final class AccessPolicy {
    private static final ObjectName ONE_OF_OURS = MBeanTable.AGENT.objectName();

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
        if (!name.getDomain().equals(MBeanTable.DOMAIN)) {
            throw closed();
        }
    }

    /**
     * The MBeans to look among when {@code pattern} is asked for, null meaning all.
     *
     * @throws SecurityException when no open MBean could ever match
     */
    ObjectName narrow(ObjectName pattern) {
        if (pattern != null && !wholeDomain(pattern).apply(ONE_OF_OURS)) {
            throw closed();
        }
        return MBeanTable.everything();
    }

    /** @throws SecurityException when the operation is not allowed */
    void checkOperation(MBeanOperationInfo operation) {
        if (operation.getImpact() != MBeanOperationInfo.INFO && operationsRefusal.isPresent()) {
            throw new SecurityException(operationsRefusal.get());
        }
    }

    private static SecurityException closed() {
        return new SecurityException("only the MBeans of the domain " + MBeanTable.DOMAIN + " can be reached over HTTP");
    }

    private static ObjectName wholeDomain(ObjectName pattern) {
        try {
            return new ObjectName(pattern.getDomain() + ":*");
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
