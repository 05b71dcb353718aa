package io.github.memfrag.relief.helper;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.relief.helper.ReliefStep.Outcome;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A session with {@code memfrag-helper serve} behind the spool folder: request N is the file {@code in/ID-N}, its answer
 * {@code out/ID-N}, a line each. The service ends a session that asks for nothing more, as after this JVM's death.
 */
final class SpoolSession implements HelperSession {
    private static final Duration BEGIN_LIMIT = Duration.ofSeconds(10);
    private static final long FIRST_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final FileAttribute<Set<PosixFilePermission>> OURS_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path in;
    private final Path out;
    private final String id;
    private int requests;
    private Ceiling granted = Ceiling.ALL;

    private SpoolSession(Path in, Path out, String id) {
        this.in = requireNonNull(in, "in is null");
        this.out = requireNonNull(out, "out is null");
        this.id = requireNonNull(id, "id is null");
    }

    /** @throws IOException and others as {@link Way#open} says */
    static SpoolSession begin(Path in, Path out, Ceiling max) throws IOException {
        SpoolSession session = new SpoolSession(in, out, randomId());
        try {
            session.request("serve " + max.text());
            Answer ready = session.answer(System.nanoTime() + BEGIN_LIMIT.toNanos());
            if (ready == null && session.withdraw()) {
                throw new IOException("nobody answers requests in " + in + ": is memfrag-relief.path active?");
            }
            if (ready == null) {
                session.close();
                throw new IOException("the request in " + in + " was taken, and not answered within " + BEGIN_LIMIT.getSeconds()
                        + " s: see journalctl -u memfrag-relief");
            }
            ready.checkBegun();
            Ceiling.named(ready.message().substring(ready.message().lastIndexOf(' ') + 1)).ifPresent(ceiling -> session.granted = ceiling);
            return session;
        } catch (InterruptedException e) {
            if (!session.withdraw()) {
                session.close();
            }
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while memfrag-helper began");
        }
    }

    @Override
    public ReliefStep take(HelperCommand command, Duration limit) {
        long startNanos = System.nanoTime();
        if (Thread.currentThread().isInterrupted()) {
            return new ReliefStep(command.title(), 0, Outcome.INTERRUPTED, "interrupted before it was begun");
        }
        try {
            request(String.join(" ", command.arguments()));
            Answer answer = answer(startNanos + limit.toNanos());
            return answer != null ? answer.step(command, millisSince(startNanos)) : new ReliefStep(command.title(), millisSince(startNanos), Outcome.TIMED_OUT,
                    "not finished after " + limit.toMillis() / 1000.0 + " s, left to itself");
        } catch (IOException e) {
            return new ReliefStep(command.title(), millisSince(startNanos), Outcome.FAILED, "cannot ask through " + in + ": " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ReliefStep(command.title(), millisSince(startNanos), Outcome.INTERRUPTED,
                    "no longer waited for, left to itself");
        }
    }

    /** The service tells its ceiling when that is lower than what was asked for. */
    @Override
    public Optional<String> limit(HelperCommand command) {
        return granted.allows(command.ceiling()) ? Optional.empty() : Optional.of("the spool goes no farther than " + granted.text()
                + ", by ExecStart of memfrag-relief.service");
    }

    @Override
    public void close() {
        try {
            request("end");
        } catch (IOException e) {
            // Without it the service ends the session a little later.
        }
    }

    /** Written beside its place and then moved there: the service never sees half of it. */
    private void request(String line) throws IOException {
        String name = id + "-" + requests;
        Path draft = Files.createFile(in.resolve("." + name), OURS_ONLY);
        try {
            Files.write(draft, (line + "\n").getBytes(StandardCharsets.US_ASCII));
            Files.move(draft, in.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            requests++;
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** To the latest request; null when none comes in time. */
    private Answer answer(long deadlineNanos) throws IOException, InterruptedException {
        Path file = out.resolve(id + "-" + (requests - 1));
        for (long pauseNanos = FIRST_LOOK_NANOS;; pauseNanos = Math.min(LOOK_NANOS, pauseNanos * 2)) {
            try {
                return Answer.parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
            } catch (NoSuchFileException e) {
                long leftNanos = deadlineNanos - System.nanoTime();
                if (leftNanos <= 0) {
                    return null;
                }
                TimeUnit.NANOSECONDS.sleep(Math.min(pauseNanos, leftNanos));
            }
        }
    }

    /** Whether the latest request could be taken back; the service has taken it else. */
    private boolean withdraw() {
        try {
            return Files.deleteIfExists(in.resolve(id + "-" + (requests - 1)));
        } catch (IOException e) {
            return false;
        }
    }

    private static String randomId() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        StringBuilder id = new StringBuilder();
        for (byte part : bytes) {
            id.append(String.format("%02x", part));
        }
        return id.toString();
    }

    private static long millisSince(long startNanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
    }
}
