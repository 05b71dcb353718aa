package io.github.memfrag.kernel;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.OptionalLong;

/**
 * The settings under {@code /proc/sys/vm} that decide how much memory the kernel keeps free, and in how large blocks
 * (Documentation/admin-guide/sysctl/vm.rst). Each is empty where this kernel has no such setting, or hides it.
 */
public final class KernelTunables {
    private static final String DIRECTORY = "/proc/sys/vm/";

    private final OptionalLong minFreeKbytes;
    private final OptionalLong watermarkScaleFactor;
    private final OptionalLong compactionProactiveness;

    private KernelTunables(OptionalLong minFreeKbytes, OptionalLong watermarkScaleFactor, OptionalLong compactionProactiveness) {
        this.minFreeKbytes = minFreeKbytes;
        this.watermarkScaleFactor = watermarkScaleFactor;
        this.compactionProactiveness = compactionProactiveness;
    }

    static KernelTunables read(KernelFiles files) {
        requireNonNull(files, "files is null");
        return new KernelTunables(setting(files, "min_free_kbytes"), setting(files, "watermark_scale_factor"),
                setting(files, "compaction_proactiveness"));
    }

    private static OptionalLong setting(KernelFiles files, String name) {
        try {
            return OptionalLong.of(Long.parseLong(files.read(DIRECTORY + name).trim()));
        } catch (IOException | NumberFormatException e) {
            return OptionalLong.empty(); // It only makes an advice shorter.
        }
    }

    /** {@code vm.min_free_kbytes}: what the min watermarks of all zones come from, in KiB. */
    public OptionalLong minFreeKbytes() {
        return minFreeKbytes;
    }

    /** {@code vm.watermark_scale_factor}: distance between the watermarks in ten-thousandths of a zone; since Linux 4.6. */
    public OptionalLong watermarkScaleFactor() {
        return watermarkScaleFactor;
    }

    /** {@code vm.compaction_proactiveness}: how eagerly kcompactd works ahead, 0 to 100; since Linux 5.9. */
    public OptionalLong compactionProactiveness() {
        return compactionProactiveness;
    }
}
