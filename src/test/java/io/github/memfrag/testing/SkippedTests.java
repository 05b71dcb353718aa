package io.github.memfrag.testing;

import io.github.memfrag.kernel.VmControls;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.opentest4j.AssertionFailedError;

/**
 * The skipped tests of a run, counted and named at its end. With {@code CI=true} a skip that is not the machine's own fault fails
 * the run: a test that nobody runs proves nothing.
 */
public final class SkippedTests implements AutoCloseable {
    /** Begins the reason of each skip that no set-up of this machine could avoid; {@code .ci/run} looks for it, too. */
    static final String MACHINE_CANNOT = "this machine cannot: ";

    static final String NOT_ROOT = "the tests do not run as root";

    private static final boolean CI = "true".equals(System.getenv("CI"));

    private final List<String> skipped = new CopyOnWriteArrayList<>();
    private final List<String> unexcused = new CopyOnWriteArrayList<>();

    private SkippedTests() {}

    /** Skips the running test, in CI too: no set-up would help. */
    public static void machineCannot(String reason) {
        skip(MACHINE_CANNOT + reason);
    }

    /** Skips the running test, in CI too, unless the machine can. */
    public static void machineCannotUnless(boolean can, String reason) {
        if (!can) {
            machineCannot(reason);
        }
    }

    /** Skips the running test unless it runs as root. */
    public static void needsRoot() {
        machineCannotUnless(isRoot(), NOT_ROOT);
    }

    static boolean isRoot() {
        return VmControls.effectiveUid().orElse(-1) == 0;
    }

    /** Skips the running test at a desk and fails it in CI, where the thing has to be installed. */
    public static void missing(String what, String remedy) {
        if (CI) {
            throw new AssertionFailedError(what + " is missing: " + remedy);
        }
        skip(what + " is missing: " + remedy);
    }

    private static void skip(String reason) {
        System.out.println("SKIPPED: " + reason);
        Assumptions.abort(reason);
    }

    /** Those of the run that a context belongs to. */
    static SkippedTests of(ExtensionContext context) {
        return context.getRoot().getStore(Namespace.create(SkippedTests.class))
                .computeIfAbsent(SkippedTests.class, key -> new SkippedTests(), SkippedTests.class);
    }

    void add(String test, String reason) {
        String line = test + ": " + Optional.ofNullable(reason).orElse("no reason given");
        skipped.add(line);
        if (!line.contains(MACHINE_CANNOT)) {
            unexcused.add(line);
        }
    }

    /** JUnit calls it at the end of the run. */
    @Override
    public void close() {
        if (!skipped.isEmpty()) {
            System.out.println(skipped.size() + " skipped:\n  " + String.join("\n  ", skipped));
        }
        if (CI && !unexcused.isEmpty()) {
            throw new AssertionFailedError("skipped, though this machine could: " + String.join("; ", unexcused));
        }
    }
}
