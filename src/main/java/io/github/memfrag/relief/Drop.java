package io.github.memfrag.relief;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.relief.helper.HelperCommand;
import io.github.memfrag.sampling.Snapshot;
import java.io.IOException;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A drop of caches. On old kernels a write of the number that was written last may free nothing; a 0 in between cures that, which
 * newer kernels refuse (EINVAL) and do not need: then nothing is repeated.
 */
final class Drop {
    /** {@code drop_caches 0}. */
    static final HelperCommand RESET = HelperCommand.dropCaches(0);

    private final Steps steps;
    private final Looks looks;
    private final Pace pace;
    private final OptionalLong pageSizeBytes;

    Drop(Steps steps, Looks looks, Pace pace, OptionalLong pageSizeBytes) {
        this.steps = requireNonNull(steps, "steps is null");
        this.looks = requireNonNull(looks, "looks is null");
        this.pace = requireNonNull(pace, "pace is null");
        this.pageSizeBytes = requireNonNull(pageSizeBytes, "pageSizeBytes is null");
    }

    /**
     * @param what 1, 2 or 3
     * @param drop the same as a command
     * @return whether it was done
     */
    boolean take(int what, HelperCommand drop) throws IOException {
        Snapshot before = looks.now();
        if (!steps.take(drop)) {
            return false;
        }
        if (!pace.repeatsDrops()) {
            return true;
        }
        ReliefOperation operation = ReliefOperation.dropCaches(what);
        Snapshot after = looks.settled(now -> !freedNothing(operation, before, now), steps::goesOn);
        return !freedNothing(operation, before, after) || !steps.attempt(RESET) || steps.take(drop);
    }

    private boolean freedNothing(ReliefOperation operation, Snapshot before, Snapshot now) {
        return new DropFindings(operation, new ReliefEffect(before, now, OptionalInt.empty(), 0, pageSizeBytes)).freedNothing();
    }
}
