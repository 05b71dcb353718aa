package io.github.memfrag.relief.helper;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.kernel.KernelTree;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.IOUtils;

/**
 * Runs the text of {@code memfrag-helper} in child processes. A write to these controls cannot be interrupted: on a thread of
 * the host it would hold the host's exit for as long as the kernel works.
 */
final class Helper {
    private static final String RESOURCE = "memfrag-helper";
    /** The $0 by which the text knows that the agent runs it; only then does it heed {@link #KERNEL_ROOT}. */
    private static final String CALLER = "memfrag-agent";
    private static final String KERNEL_ROOT = "MEMFRAG_KERNEL_ROOT";
    private static final File NOTHING = new File("/dev/null");

    private final String text;
    private final KernelTree tree;

    /** @param text of the script */
    Helper(String text, KernelTree tree) {
        this.text = requireNonNull(text, "text is null");
        this.tree = requireNonNull(tree, "tree is null");
    }

    /** The helper that lies in our jar. */
    static Helper packed(KernelTree tree) {
        try (InputStream in = Helper.class.getResourceAsStream(RESOURCE)) {
            return new Helper(IOUtils.toString(requireNonNull(in, "the jar lacks " + RESOURCE), StandardCharsets.UTF_8), tree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IOException when no child process can be started; the kernel was asked for nothing then */
    HelperChild start(HelperCommand command) throws IOException {
        List<String> line = new ArrayList<>(Arrays.asList("/bin/sh", "-c", text, CALLER));
        line.addAll(command.arguments());
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(new File("/")) // a child that outlives us keeps no mount busy
                .redirectInput(Redirect.from(NOTHING))
                .redirectOutput(Redirect.to(NOTHING));
        Map<String, String> environment = builder.environment();
        environment.clear();
        tree.recordedRoot().ifPresent(root -> environment.put(KERNEL_ROOT, root.toString()));
        return new HelperChild(command, startWithoutContextLoader(builder));
    }

    /** The JDK's "process reaper" thread inherits the context class loader of who starts it, and would pin ours. */
    private static Process startWithoutContextLoader(ProcessBuilder builder) throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader loader = thread.getContextClassLoader();
        thread.setContextClassLoader(null);
        try {
            return builder.start();
        } finally {
            thread.setContextClassLoader(loader);
        }
    }
}
