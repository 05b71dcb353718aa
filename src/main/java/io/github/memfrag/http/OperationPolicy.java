package io.github.memfrag.http;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.relief.helper.Ceiling;
import java.util.function.Function;
import javax.management.MBeanOperationInfo;

/** Which operations one request may start: always those that only tell something, the others up to a ceiling. Immutable. */
final class OperationPolicy {
    private final Ceiling ceiling;
    private final Function<Ceiling, SecurityException> refusal;

    /** @param refusal is told how far the operation goes */
    private OperationPolicy(Ceiling ceiling, Function<Ceiling, SecurityException> refusal) {
        this.ceiling = requireNonNull(ceiling, "ceiling is null");
        this.refusal = requireNonNull(refusal, "refusal is null");
    }

    /** None that changes something. */
    static OperationPolicy refused(String why) {
        return new OperationPolicy(Ceiling.NONE, needed -> new SecurityException(why));
    }

    /** None that changes something, but a login may help. */
    static OperationPolicy needsLogin(String why) {
        return new OperationPolicy(Ceiling.NONE, needed -> new LoginNeededException(why));
    }

    /** @param raise the command that lets the user go further, up to and without the name of the step */
    static OperationPolicy upTo(Ceiling ceiling, String user, String raise) {
        return new OperationPolicy(ceiling, needed -> new SecurityException("the user " + user + " may go up to " + ceiling.text()
                + ", and this goes up to " + needed.text() + "; open to " + user + " are compactMemory(), compactNode(node), "
                + (ceiling.allows(Ceiling.PAGECACHE) ? "dropCaches(1), " : "") + "relieve(order, \"" + ceiling.text() + "\"); '"
                + raise + needed.text() + "' raises it"));
    }

    /**
     * @param arguments in the types of the operation's parameters
     * @throws SecurityException when it may not be started
     */
    void check(MBeanOperationInfo operation, Object... arguments) {
        if (operation.getImpact() == MBeanOperationInfo.INFO) {
            return;
        }
        Ceiling needed = OperationCeiling.of(operation.getName(), arguments);
        if (ceiling == Ceiling.NONE || !ceiling.allows(needed)) {
            throw refusal.apply(needed);
        }
    }
}
