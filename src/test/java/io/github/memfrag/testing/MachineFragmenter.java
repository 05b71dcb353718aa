package io.github.memfrag.testing;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.kernel.BuddyInfo;
import io.github.memfrag.kernel.FreeBlocks;
import io.github.memfrag.kernel.KernelReader;
import io.github.memfrag.kernel.KernelTree;
import io.github.memfrag.kernel.MemInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Fragments the memory of this machine for real, by {@code src/test/tools/fragment_memory.py}. Python, since its standard library
 * has every call that it takes (mmap, madvise, fadvise, preadv) and no compiler has to be there, and since Java has none of them.
 * How far the unusable free space index rises depends on the memory that is free besides: compare pages, or relations only.
 */
public final class MachineFragmenter {
    private static final Path PROJECT = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    private static final Path SCRIPT = PROJECT.resolve("src/test/tools/fragment_memory.py");
    /** Holds the sparse file: a file in memory (tmpfs) would have no page cache. */
    private static final Path DIRECTORY = PROJECT.resolve("target");
    private static final long MIB = 1 << 20;
    private static final long LEAST_MIB = 2048;
    private static final int CRUMBS_BELOW_ORDER = 4;
    /** What must stay available: tests have no business to push anything out of memory. */
    private static final long FLOOR_MIB = 4096;

    private MachineFragmenter() {}

    /**
     * Leaves 2 GiB free in single pages, between as much page cache in single pages. More where the free memory is in crumbs already:
     * the kernel hands those out first, and what is then left behind would hardly be more than what was there.
     */
    public static Session fragment() throws IOException {
        KernelTree kernel = KernelTree.host();
        FreeBlocks free = BuddyInfo.parse(kernel.read(BuddyInfo.FILE)).total();
        long pageBytes = new KernelReader(kernel).pageSizeBytes().orElseThrow();
        return fragment(Math.max(LEAST_MIB, 2 * (free.pages() - free.pagesFrom(CRUMBS_BELOW_ORDER)) * pageBytes / MIB));
    }

    /**
     * Takes some seconds, more on a machine that has not used its memory yet. Skips the running test where it would leave less than
     * 4 GiB available.
     *
     * @param mebibytes to leave free in single pages, and to keep as page cache
     */
    public static Session fragment(long mebibytes) throws IOException {
        long availableMib = MemInfo.parse(KernelTree.host().read(MemInfo.FILE)).bytes("MemAvailable").orElse(0) / MIB;
        lack(mebibytes, availableMib).ifPresent(SkippedTests::machineCannot);
        Files.createDirectories(DIRECTORY);
        Session session = new Session(start(mebibytes), mebibytes * MIB);
        String said = session.process.firstLine();
        if (said.equals("fragmented")) {
            return session;
        }
        session.close();
        if (said.startsWith("cannot: ")) {
            SkippedTests.machineCannot(said.substring("cannot: ".length()));
        }
        throw new IOException(SCRIPT + " said: " + said);
    }

    static Optional<String> lack(long mebibytes, long availableMib) {
        return availableMib - 2 * mebibytes >= FLOOR_MIB ? Optional.empty()
                : Optional.of("fragmenting takes twice " + mebibytes + " MiB and has to leave " + FLOOR_MIB + " MiB, "
                        + availableMib + " MiB are available");
    }

    private static StdinBoundProcess start(long mebibytes) {
        try {
            return StdinBoundProcess.start(List.of("python3", SCRIPT.toString(), DIRECTORY.toString(),
                    Long.toString(mebibytes), Long.toString(FLOOR_MIB)));
        } catch (IOException e) {
            SkippedTests.missing("python3", "install it, since the machine is fragmented by a Python program");
            throw new AssertionError("not reached", e);
        }
    }

    /** As long as it is open the page cache keeps the free memory apart, unless caches are dropped. */
    public static final class Session implements AutoCloseable {
        private final StdinBoundProcess process;
        private final long freedBytes;

        private Session(StdinBoundProcess process, long freedBytes) {
            this.process = requireNonNull(process, "process is null");
            this.freedBytes = freedBytes;
        }

        /** How much memory was left free in single pages. */
        public long freedBytes() {
            return freedBytes;
        }

        /** Gives the page cache back, too. */
        @Override
        public void close() {
            process.close();
        }
    }
}
