package io.github.memfrag.relief.helper;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A child process that keeps hold of nothing of the host: neither its environment, nor its directory, nor its classes. */
final class ChildProcess {
    private ChildProcess() { }

    /** @param environment all that the child knows of it */
    static Process start(List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(new File("/")); // A child that outlives us keeps no mount busy.
        builder.environment().clear();
        builder.environment().putAll(environment);
        Thread thread = Thread.currentThread();
        ClassLoader loader = thread.getContextClassLoader();
        // The JDK's "process reaper" thread inherits the context class loader of who starts it, and would pin ours.
        thread.setContextClassLoader(null);
        try {
            return builder.start();
        } finally {
            thread.setContextClassLoader(loader);
        }
    }
}
