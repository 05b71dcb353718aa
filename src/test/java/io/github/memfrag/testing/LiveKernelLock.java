package io.github.memfrag.testing;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** Keeps other builds on this machine from the kernel while a {@link LiveKernel} class runs; they wait. */
final class LiveKernelLock implements BeforeAllCallback {
    private static final Path FILE = Path.of(System.getProperty("java.io.tmpdir"), "memfrag-live-kernel.lock");

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        if (context.getEnclosingTestClasses().isEmpty()) { // Nested classes run under the lock of the outer one.
            FileChannel lock = FileChannel.open(FILE, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            // JUnit closes it, and so unlocks, after the class.
            context.getStore(Namespace.create(LiveKernelLock.class)).put(LiveKernelLock.class, lock);
            lock.lock();
        }
    }
}
