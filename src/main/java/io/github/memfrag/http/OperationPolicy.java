package io.github.memfrag.http;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.relief.helper.Ceiling;
import java.util.function.Supplier;
import javax.management.MBeanOperationInfo;

/** Which operations one request may start: always those that only tell something, the others up to a ceiling. Immutable. */
final class OperationPolicy {
    private final Ceiling ceiling;
    private final Supplier<SecurityException> refusal;

    private OperationPolicy(Ceiling ceiling, Supplier<SecurityException> refusal) {
        this.ceiling = requireNonNull(ceiling, "ceiling is null");
        this.refusal = requireNonNull(refusal, "refusal is null");
    }

    /** None that changes something. */
    static OperationPolicy refused(String why) {
        return new OperationPolicy(Ceiling.NONE, () -> new SecurityException(why));
    }

    /** None that changes something, but a login may help. */
    static OperationPolicy needsLogin(String why) {
        return new OperationPolicy(Ceiling.NONE, () -> new LoginNeededException(why));
    }

    static OperationPolicy upTo(Ceiling ceiling, String user) {
        return new OperationPolicy(ceiling, () -> new SecurityException("the user " + user + " may go up to " + ceiling.text()
                + ", and this may go further: say how far, as relieve(order, \"" + ceiling.text() + "\") does"));
    }

    /**
     * @param arguments in the types of the operation's parameters
     * @throws SecurityException when it may not be started
     */
    void check(MBeanOperationInfo operation, Object... arguments) {
        if (operation.getImpact() != MBeanOperationInfo.INFO
                && (ceiling == Ceiling.NONE || !ceiling.allows(OperationCeiling.of(operation.getName(), arguments)))) {
            throw refusal.get();
        }
    }
}
