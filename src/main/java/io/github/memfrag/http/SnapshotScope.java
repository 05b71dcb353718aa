package io.github.memfrag.http;

import java.io.Closeable;

/** Makes all that one HTTP request reads come from one reading of the kernel. */
@FunctionalInterface
public interface SnapshotScope {
    /** Opens the scope for the current thread; the same thread closes it, having answered the whole request, bulk or not. */
    Closeable open();
}
