package io.github.memfrag.relief.helper;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.AccessMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Requests are files, which a service of root takes from a folder and answers by files. It needs no privilege at all. */
final class SpoolWay implements CheckedWay {
    /** How long the service may take to end a session. */
    private static final Duration END_LIMIT = Duration.ofSeconds(1);

    private final Controls controls;
    private final HostSetUp setUp;
    private volatile long closedNanos = System.nanoTime() - END_LIMIT.toNanos();

    SpoolWay(Controls controls, HostSetUp setUp) {
        this.controls = requireNonNull(controls, "controls is null");
        this.setUp = requireNonNull(setUp, "setUp is null");
    }

    @Override
    public String name() {
        return "spool";
    }

    /** That nobody answers is only known when one has asked. */
    @Override
    public List<Gap> gaps(HelperCommand command) {
        Optional<Gap> impossible = controls.impossible(command);
        if (impossible.isPresent()) {
            return Collections.singletonList(impossible.get());
        }
        List<Gap> gaps = new ArrayList<>();
        setUp.groupGap(setUp.spoolIn(), AccessMode.WRITE, AccessMode.EXECUTE).ifPresent(gaps::add);
        if (gaps.isEmpty()) {
            setUp.groupGap(setUp.spoolOut(), AccessMode.EXECUTE).ifPresent(gaps::add);
        }
        return gaps;
    }

    @Override
    public HelperSession open(Ceiling max, String requestedBy) throws IOException {
        while (true) {
            try {
                HelperSession session = SpoolSession.begin(setUp.spoolIn(), setUp.spoolOut(), max);
                return new HelperSession() {
                    @Override
                    public ReliefStep take(HelperCommand command, Duration limit) {
                        return session.take(command, limit);
                    }

                    @Override
                    public Optional<String> limit(HelperCommand command) {
                        return session.limit(command);
                    }

                    @Override
                    public void close() {
                        session.close();
                        closedNanos = System.nanoTime();
                    }
                };
            } catch (IllegalStateException e) {
                if (System.nanoTime() - closedNanos > END_LIMIT.toNanos()) {
                    throw e;
                }
                // Most likely it is our own, which the service is just about to end.
            }
        }
    }
}
