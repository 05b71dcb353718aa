package io.github.memfrag.http;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.http.login.Credentials;
import io.github.memfrag.http.login.KnownUsers;
import io.github.memfrag.http.login.LoginResult;
import io.github.memfrag.http.login.Logins;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpRequest;

/** Finds out who sends a request: a user who logs in by HTTP Basic, or anybody, where reading needs no login. */
final class Doorkeeper {
    private static final String NO_USER = "there is no user yet: 'java -jar memfrag-agent.jar passwd NAME --role read --file FILE' makes"
            + " one, http.users=FILE tells the agent";

    private final boolean anybodyReads;
    private final OwnNames ownNames;
    private final KnownUsers users;
    private final Logins logins;
    private final Executor workers;

    /** @param workers go on with a request once its login is verified */
    Doorkeeper(HttpAccess access, InetAddress bound, KnownUsers users, Logins logins, Executor workers) {
        this.ownNames = new OwnNames(bound);
        this.anybodyReads = access.anonymous().mayRead(bound.isLoopbackAddress());
        this.users = requireNonNull(users, "users is null");
        this.logins = requireNonNull(logins, "logins is null");
        this.workers = requireNonNull(workers, "workers is null");
        if (anybodyReads && !bound.isLoopbackAddress()) {
            workers.execute(ownNames::look);
        }
    }

    /**
     * Returns at once: no thread waits for a login that is yet to be verified. Then another worker will tell one of the two.
     *
     * @param refused is given the answer
     */
    void judge(HttpRequest request, Client client, Consumer<Caller> admitted, Consumer<Answer> refused) {
        Header[] authorizations = request.getHeaders(HttpHeaders.AUTHORIZATION);
        if (authorizations.length > 1) {
            refused.accept(Answer.error(400, "a request has one Authorization header"));
        } else if (authorizations.length == 1 && !Credentials.areBlank(authorizations[0].getValue())) {
            logIn(authorizations[0].getValue(), client, admitted, refused);
        } else if (anybodyReads && !ownNames.areMeantBy(request)) {
            refused.accept(Answer.error(403, ownNames.advice()));
        } else if (anybodyReads) {
            admitted.accept(new Caller(client, Optional.empty()));
        } else {
            refused.accept(Answer.unauthorized(users.current().isEmpty() ? "reading needs a login here, and " + NO_USER
                    : "log in: HTTP Basic, with the name and the password of a user"));
        }
    }

    private void logIn(String authorization, Client client, Consumer<Caller> admitted, Consumer<Answer> refused) {
        Optional<Credentials> sent = Credentials.parse(authorization);
        if (!users.haveAFile()) {
            refused.accept(Answer.unauthorized("nobody can log in here, as " + NO_USER));
        } else if (!sent.isPresent()) {
            refused.accept(Answer.unauthorized("the Authorization header is not HTTP Basic in UTF-8"));
        } else {
            Consumer<LoginResult> decide = result -> {
                if (result.user().isPresent()) {
                    client.logsIn();
                    admitted.accept(new Caller(client, result.user()));
                } else {
                    refused.accept(refusal(result));
                }
            };
            Optional<LoginResult> known = logins.known(sent.get(), client.network());
            if (known.isPresent()) {
                decide.accept(known.get());
            } else {
                logins.verify(sent.get(), client.network(), result -> onWorker(() -> decide.accept(result), refused));
            }
        }
    }

    private void onWorker(Runnable task, Consumer<Answer> refused) {
        try {
            workers.execute(task);
        } catch (RejectedExecutionException e) {
            refused.accept(Answer.busy());
        }
    }

    private static Answer refusal(LoginResult result) {
        int seconds = result.secondsToWait();
        return seconds == 0 ? Answer.unauthorized("the name or the password is wrong")
                : Answer.later("too many logins, or failed ones: this one was not checked; try again in " + seconds + " s", seconds);
    }

    /** Where nobody can read. */
    Optional<String> warning() {
        return !anybodyReads && users.current().isEmpty()
                ? Optional.of("nobody can read over HTTP yet: " + NO_USER + "; http.anonymous=read would let anybody read")
                : Optional.empty();
    }
}
