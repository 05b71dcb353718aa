package io.github.memfrag.relief.helper;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Whether sudo would let an account run the helper. It is asked by its exit status, and rarely: each question may cost a line in the
 * host's log, and one that asks a directory service over the network may hang.
 */
final class SudoRule {
    /** Absolute: the PATH of a host is nobody's. */
    static final String SUDO = "/usr/bin/sudo";
    /** Changed whenever a rule is put in or taken out. */
    private static final File RULES = new File("/etc/sudoers.d");
    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Account account;
    private final Map<Ceiling, Question> questions = new EnumMap<>(Ceiling.class);

    SudoRule(Account account) {
        this.account = requireNonNull(account, "account is null");
    }

    /** Empty while sudo has not answered. Waits for at most a second, and only once for each answer. */
    synchronized Optional<Boolean> allows(Ceiling ceiling) throws IOException {
        Question question = questions.get(ceiling);
        if (question == null || question.isStale()) {
            question = new Question(ceiling);
            questions.put(ceiling, question);
            question.await();
        }
        return question.answer();
    }

    private final class Question {
        private final long startNanos = System.nanoTime();
        private final long rulesModified = RULES.lastModified();
        private final Process child;

        Question(Ceiling ceiling) throws IOException {
            child = ChildProcess.startSilently(account.commandLine(
                    Arrays.asList(SUDO, "-n", "-l", HostSetUp.HELPER, "serve", ceiling.text())));
        }

        boolean isStale() {
            return !child.isAlive() && (System.nanoTime() - startNanos > KEPT.toNanos() || RULES.lastModified() != rulesModified);
        }

        void await() {
            try {
                child.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        Optional<Boolean> answer() {
            return child.isAlive() ? Optional.empty() : Optional.of(child.exitValue() == 0);
        }
    }
}
