package io.github.memfrag.relief;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.kernel.KernelTree;
import io.github.memfrag.relief.helper.HelperCommand;
import java.time.Duration;

/** How long a step is waited for, and its effect, and whether there is a kernel that has an effect at all. */
final class Pace {
    /** The helper itself leaves a sync alone after 60 s: somewhat longer, so that it gets to say so. */
    private static final Duration SYNC = Duration.ofSeconds(70);
    /** Far beyond any write seen (tens of seconds): it only ends the wait for a kernel that hangs. */
    private static final Duration WRITE = Duration.ofMinutes(10);
    /**
     * What a step frees first lies in per-CPU lists, which buddyinfo does not count. The kernel drains those of an idle zone within two
     * or three rounds of its statistics ({@code vm.stat_interval}, 1 s; {@code refresh_cpu_vm_stats} of mm/vmstat.c). Who judges at
     * once takes a costlier step for want of a little patience.
     */
    private static final Duration SETTLING = Duration.ofSeconds(3);

    private final Duration sync;
    private final Duration write;
    private final Duration settling;
    private final boolean repeatsDrops;

    Pace(Duration sync, Duration write, Duration settling, boolean repeatsDrops) {
        this.sync = requireNonNull(sync, "sync is null");
        this.write = requireNonNull(write, "write is null");
        this.settling = requireNonNull(settling, "settling is null");
        this.repeatsDrops = repeatsDrops;
    }

    static Pace of(KernelTree tree) {
        // In a recorded tree nothing settles, and a drop frees nothing however often it is repeated.
        boolean isKernel = !tree.recordedRoot().isPresent();
        return new Pace(SYNC, WRITE, isKernel ? SETTLING : Duration.ZERO, isKernel);
    }

    Duration limit(HelperCommand command) {
        return command == HelperCommand.SYNC ? sync : write;
    }

    /** How long at most the effect of a step is looked for. */
    Duration settling() {
        return settling;
    }

    /** Whether a drop that freed nothing is to be repeated. */
    boolean repeatsDrops() {
        return repeatsDrops;
    }
}
