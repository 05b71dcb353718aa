package io.github.memfrag.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * debugfs, where the kernel shows its own indices. It is mounted in a mount namespace of its own, so that it is there whether or
 * not this machine has it mounted, nobody else sees it, and it is gone with the test.
 */
public final class DebugFs implements AutoCloseable {
    /** Any directory would do; in that namespace nobody needs this one. */
    private static final String MOUNT_POINT = "/tmp";

    private final StdinBoundProcess mounter;

    private DebugFs(StdinBoundProcess mounter) {
        this.mounter = mounter;
    }

    /** Skips the running test where there is no debugfs. */
    public static DebugFs mount() throws IOException {
        StdinBoundProcess mounter = StdinBoundProcess.start(List.of("unshare", "--mount", "sh", "-c",
                "mount -t debugfs none " + MOUNT_POINT + " && echo mounted && read -r line"));
        DebugFs debugFs = new DebugFs(mounter);
        String lack = !mounter.firstLine().equals("mounted") ? "no debugfs: " + mounter.firstLine()
                : Files.isDirectory(debugFs.path("extfrag")) ? null : "a kernel without CONFIG_COMPACTION shows no indices";
        if (lack != null) {
            debugFs.close();
            SkippedTests.machineCannot(lack);
        }
        return debugFs;
    }

    /** @param name for example {@code extfrag/unusable_index} */
    public String read(String name) throws IOException {
        return Files.readString(path(name));
    }

    private Path path(String name) {
        return Path.of("/proc", Long.toString(mounter.pid()), "root" + MOUNT_POINT, name);
    }

    @Override
    public void close() {
        mounter.close();
    }
}
