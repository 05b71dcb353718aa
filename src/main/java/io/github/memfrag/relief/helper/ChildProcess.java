package io.github.memfrag.relief.helper;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.Map;

/** A child process that keeps hold of nothing of the host: neither its environment, nor its directory, nor its classes. */
final class ChildProcess {
    private static final File NOTHING = new File("/dev/null");

    private ChildProcess() { }

    /**
     * One that is talked with.
     *
     * @param environment all that the child knows of it
     */
    static Process start(List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(environment);
        return start(builder);
    }

    /** One of which only the exit status counts. */
    static Process startSilently(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(Redirect.from(NOTHING)).redirectOutput(Redirect.to(NOTHING)).redirectError(Redirect.to(NOTHING));
        builder.environment().clear();
        return start(builder);
    }

    private static Process start(ProcessBuilder builder) throws IOException {
        builder.directory(new File("/")); // A child that outlives us keeps no mount busy.
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
