package io.github.memfrag.http;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.http.login.KnownUsers;
import io.github.memfrag.http.login.User;
import java.nio.file.Path;
import java.util.Optional;

/** Who may start operations that change something: users of the role operate, by POST, where {@code http.operations} is on. */
final class OperationRules {
    private static final String NO_OPERATOR = "there is no user of the role operate: 'java -jar memfrag-agent.jar passwd NAME --role"
            + " operate --file FILE' makes one, http.users=FILE tells the agent";

    private final String file;
    private final KnownUsers users;
    private volatile boolean on;

    OperationRules(HttpAccess access, KnownUsers users) {
        this.on = access.operations();
        this.file = access.usersFile().map(Path::toString).orElse("FILE");
        this.users = requireNonNull(users, "users is null");
    }

    /** Whether there are any from now on: of the requests that come after. */
    void apply(boolean switchedOn) {
        on = switchedOn;
    }

    OperationPolicy policyFor(Caller caller, boolean post) {
        if (!on) {
            return OperationPolicy.refused("operations over HTTP are switched off: http.operations=on in the agent's configuration"
                    + " switches them on, for users of the role operate");
        }
        if (!post) {
            return OperationPolicy.refused(
                    "an operation that changes something needs POST: a link or an image in a page could send a GET");
        }
        if (!caller.user().isPresent()) {
            return users.current().haveAnOperator()
                    ? OperationPolicy.needsLogin("an operation that changes something needs a login, by a user of the role operate")
                    : OperationPolicy.refused("an operation that changes something needs a login, and " + NO_OPERATOR);
        }
        User user = caller.user().get();
        if (!user.role().ceiling().isPresent()) {
            return OperationPolicy.refused("the user " + user.name() + " has the role read, and an operation that changes something"
                    + " needs operate: '" + raise(user) + "compact' gives it, as far as compaction");
        }
        return OperationPolicy.upTo(user.role().ceiling().get(), user.name(), raise(user));
    }

    private String raise(User user) {
        return "java -jar memfrag-agent.jar passwd " + user.name() + " --file " + file + " --keep-password --role operate --max ";
    }

    /** Where operations are on and nobody could start one. */
    Optional<String> warning() {
        return on && !users.current().haveAnOperator()
                ? Optional.of("http.operations=on starts nothing yet: " + NO_OPERATOR) : Optional.empty();
    }
}
