package io.github.memfrag.relief.helper;

import io.github.memfrag.kernel.KernelTree;
import io.github.memfrag.kernel.VmControls;
import java.io.IOException;
import java.nio.file.AccessMode;
import java.nio.file.Path;
import java.util.List;

/** Who runs this JVM. */
final class ThisJvm implements Account {
    private static final String STATUS = "/proc/self/status";
    private static final String NO_NEW_PRIVILEGES = "NoNewPrivs:\t1\n";

    @Override
    public String sentence() {
        return uid() < 0 ? "this JVM runs as another user" : "this JVM runs as uid " + uid();
    }

    @Override
    public String user() {
        return uid() < 0 ? System.getProperty("user.name") : Long.toString(uid());
    }

    @Override
    public long uid() {
        return VmControls.effectiveUid().orElse(-1);
    }

    @Override
    public boolean noNewPrivileges() {
        try {
            return KernelTree.host().read(STATUS).contains(NO_NEW_PRIVILEGES);
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void check(Path file, AccessMode... modes) throws IOException {
        file.getFileSystem().provider().checkAccess(file, modes);
    }

    @Override
    public List<String> commandLine(List<String> command) {
        return command;
    }
}
