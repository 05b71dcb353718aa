package io.github.memfrag.relief.helper;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.relief.helper.ReliefStep.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Our own child process writes, with the rights that this JVM has. */
final class DirectWay implements Way {
    private final Helper helper;
    private final ReliefPermission permission;
    private final List<HelperChild> unfinished = new ArrayList<>();

    DirectWay(Helper helper, ReliefPermission permission) {
        this.helper = requireNonNull(helper, "helper is null");
        this.permission = requireNonNull(permission, "permission is null");
    }

    @Override
    public String name() {
        return "direct";
    }

    @Override
    public Optional<RuntimeException> obstacle(HelperCommand command) {
        return permission.obstacle(command);
    }

    @Override
    public synchronized HelperSession open(Ceiling max, String requestedBy) {
        unfinished.removeIf(child -> !child.isAlive());
        unfinished.stream().filter(child -> child.command() != HelperCommand.SYNC).findFirst().ifPresent(child -> {
            throw new IllegalStateException("one relief at a time: the kernel still works on " + child.command().title()
                    + " of " + Instant.ofEpochMilli(child.startEpochMillis()));
        });
        return new HelperSession() {
            @Override
            public ReliefStep take(HelperCommand command, Duration limit) {
                return ask(command, limit);
            }

            @Override
            public void close() { }
        };
    }

    private ReliefStep ask(HelperCommand command, Duration limit) {
        Optional<HelperChild> earlier = command == HelperCommand.SYNC ? unfinishedSync() : Optional.empty();
        if (earlier.isPresent()) {
            // A disk hangs, and one more process that waits for it would help nobody.
            return new ReliefStep(command.title(), 0, Outcome.FAILED,
                    "the sync of " + Instant.ofEpochMilli(earlier.get().startEpochMillis()) + " is still not finished");
        }
        HelperChild child;
        try {
            child = helper.start(command);
        } catch (IOException e) {
            return new ReliefStep(command.title(), 0, Outcome.FAILED, "cannot start a child process: " + e.getMessage());
        }
        ReliefStep step = child.await(limit);
        if (child.isAlive()) {
            leave(child);
        }
        return step;
    }

    private synchronized void leave(HelperChild child) {
        unfinished.add(child);
    }

    private synchronized Optional<HelperChild> unfinishedSync() {
        return unfinished.stream().filter(child -> child.command() == HelperCommand.SYNC && child.isAlive()).findFirst();
    }
}
