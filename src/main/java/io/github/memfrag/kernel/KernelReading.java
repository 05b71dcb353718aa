package io.github.memfrag.kernel;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Everything that was read from the kernel at one moment. Only the free blocks are always there. */
public final class KernelReading {
    private final long epochMillis;
    private final long nanoTime;
    private final BuddyInfo buddyInfo;
    private final ZoneInfo zoneInfo;
    private final VmStat vmStat;
    private final MemInfo memInfo;
    private final Pressure pressure;
    private final KernelTunables tunables;
    private final List<String> problems;

    /** What could not be read is null, and {@code problems} says why. */
    KernelReading(long epochMillis, long nanoTime, BuddyInfo buddyInfo, ZoneInfo zoneInfo, VmStat vmStat, MemInfo memInfo,
            Pressure pressure, KernelTunables tunables, List<String> problems) {
        this.epochMillis = epochMillis;
        this.nanoTime = nanoTime;
        this.buddyInfo = requireNonNull(buddyInfo, "buddyInfo is null");
        this.zoneInfo = zoneInfo;
        this.vmStat = vmStat;
        this.memInfo = memInfo;
        this.pressure = pressure;
        this.tunables = requireNonNull(tunables, "tunables is null");
        this.problems = Collections.unmodifiableList(new ArrayList<>(problems));
    }

    /** Wall-clock time of the reading. */
    public long epochMillis() {
        return epochMillis;
    }

    /** {@link System#nanoTime()} of the reading: for intervals, which a stepping clock must not spoil. */
    public long nanoTime() {
        return nanoTime;
    }

    public BuddyInfo buddyInfo() {
        return buddyInfo;
    }

    public Optional<ZoneInfo> zoneInfo() {
        return Optional.ofNullable(zoneInfo);
    }

    public Optional<VmStat> vmStat() {
        return Optional.ofNullable(vmStat);
    }

    public Optional<MemInfo> memInfo() {
        return Optional.ofNullable(memInfo);
    }

    /** Empty with {@code psi=0} and before Linux 4.20. */
    public Optional<Pressure> pressure() {
        return Optional.ofNullable(pressure);
    }

    public KernelTunables tunables() {
        return tunables;
    }

    /** One sentence for each file that is there but could not be read or understood. */
    public List<String> problems() {
        return problems;
    }
}
