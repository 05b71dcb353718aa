package io.github.memfrag.relief.helper;

import static java.util.Objects.requireNonNull;

import io.github.memfrag.config.ConfFiles;
import io.github.memfrag.kernel.KernelTree;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Runs the text of {@code memfrag-helper} in child processes. A write to these controls cannot be interrupted: on a thread of
 * the host it would hold the host's exit for as long as the kernel works.
 */
final class Helper {
    /** The $0 by which the text knows that the agent runs it; only then does it heed the environment. */
    private static final String CALLER = "memfrag-agent";
    private static final String KERNEL_ROOT = "MEMFRAG_KERNEL_ROOT";
    private static final String REQUESTER = "MEMFRAG_REQUESTER";
    private static final int REQUESTER_LIMIT = 200;

    private final String text;
    private final KernelTree tree;

    /** @param text of the script */
    Helper(String text, KernelTree tree) {
        this.text = requireNonNull(text, "text is null");
        this.tree = requireNonNull(tree, "tree is null");
    }

    /** The helper that lies in our jar. */
    static Helper packed(KernelTree tree) {
        return new Helper(ConfFiles.text(ConfFiles.HELPER), tree);
    }

    /** With the rights of this JVM; as {@link Way#open}. */
    HelperSession open(Ceiling max, String requestedBy) throws IOException {
        Map<String, String> environment = new HashMap<>();
        tree.recordedRoot().ifPresent(root -> environment.put(KERNEL_ROOT, root.toString()));
        environment.put(REQUESTER, oneLine(requestedBy));
        return PipedSession.begin(Arrays.asList("/bin/sh", "-c", text, CALLER, "serve", max.text()), environment);
    }

    /** Others are shown it: from whoever it came, it stays one short line. */
    private static String oneLine(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return line.length() > REQUESTER_LIMIT ? line.substring(0, REQUESTER_LIMIT) : line;
    }
}
