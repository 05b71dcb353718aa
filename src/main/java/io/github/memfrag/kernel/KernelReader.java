package io.github.memfrag.kernel;

import static java.util.Objects.requireNonNull;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads the kernel's files, in a few tenths of a millisecond. Never {@code /proc/pagetypeinfo}, which holds the zone lock for long.
 */
public final class KernelReader {
    private static final String BOOT_ID_FILE = "/proc/sys/kernel/random/boot_id";

    private final KernelFiles files;
    private final OptionalLong pageSizeBytes;

    public KernelReader(KernelFiles files) {
        this.files = requireNonNull(files, "files is null");
        this.pageSizeBytes = PageSize.read(files);
    }

    /** Empty when the kernel does not tell; it never changes while the kernel runs. */
    public OptionalLong pageSizeBytes() {
        return pageSizeBytes;
    }

    /** Random, made anew at each boot: tells apart hosts, and JVMs on one host. Empty when not readable. */
    public Optional<String> bootId() {
        try {
            return Optional.of(files.read(BOOT_ID_FILE).trim()).filter(id -> !id.isEmpty());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * One reading of everything.
     *
     * @throws UnsupportedKernelException when there is no {@code /proc/buddyinfo} here, or it may not be read
     * @throws KernelFormatException when {@code /proc/buddyinfo} is malformed
     */
    public KernelReading read() throws IOException {
        BuddyInfo buddyInfo = BuddyInfo.parse(buddyInfoText());
        long epochMillis = System.currentTimeMillis();
        long nanoTime = System.nanoTime();
        List<String> problems = new ArrayList<>();
        return new KernelReading(epochMillis, nanoTime, buddyInfo,
                optional(ZoneInfo.FILE, ZoneInfo::parse, problems),
                optional(VmStat.FILE, VmStat::parse, problems),
                optional(MemInfo.FILE, MemInfo::parse, problems),
                pressure(problems),
                KernelTunables.read(files),
                problems);
    }

    private String buddyInfoText() throws UnsupportedKernelException {
        try {
            return files.read(BuddyInfo.FILE);
        } catch (FileNotFoundException e) {
            String system = System.getProperty("os.name", "this system");
            throw new UnsupportedKernelException(system.equals("Linux")
                    ? "there is no " + BuddyInfo.FILE + " here: " + e.getMessage()
                    : system + " is not Linux: there is no " + BuddyInfo.FILE, e);
        } catch (IOException e) {
            throw new UnsupportedKernelException("cannot read " + e.getMessage(), e);
        }
    }

    private <T> T optional(String file, Parser<T> parser, List<String> problems) {
        try {
            return parser.parse(files.read(file));
        } catch (FileNotFoundException e) {
            return null; // Not every kernel has every file: absent, no fault.
        } catch (IOException e) {
            problems.add(e.getMessage());
            return null;
        }
    }

    /** With PSI built in but off, older kernels (RHEL 8) show the file and refuse the read (EOPNOTSUPP): absent, no fault. */
    private Pressure pressure(List<String> problems) {
        try {
            return Pressure.parse(files.read(Pressure.FILE));
        } catch (KernelFormatException | AccessDeniedException e) {
            problems.add(e.getMessage());
            return null;
        } catch (IOException e) {
            return null;
        }
    }

    private interface Parser<T> {
        T parse(String text) throws KernelFormatException;
    }
}
